import type { LevelState } from "@tfbench/contracts";

/** A failed level says nothing of what the target can do at it, or that it cannot do it. */
export const isFailed = (state: LevelState): boolean => state !== "steady" && state !== "measured";
