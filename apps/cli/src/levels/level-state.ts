import type { LevelState } from "@tfbench/contracts";

/** More runs than this share dropped for want of a slot: the level was not offered what it names. */
export const MOST_DROPPED = 0.01;

/** A failed level says nothing of what the target can do at it, or that it cannot do it. */
export const isFailed = (state: LevelState): boolean => state !== "steady" && state !== "measured";
