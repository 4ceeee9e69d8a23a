import type { PartOfLoad } from "@tfbench/contracts";

/** The part of its load that a run belongs to. */
export const PART_WORD = {
  measured: "measured",
  warm_up: "warm-up, in no figure",
  cool_down: "cool-down, in no figure",
} as const satisfies Record<PartOfLoad, string>;
