import type { Threshold } from "@tfbench/stats";

/**
 * What an unproven threshold does. require-proof: the load passes only if every threshold is shown to be met. block-proof:
 * it fails only if one is shown to be missed.
 */
export const GATE_RULES = ["require-proof", "block-proof"] as const;
export type GateRule = (typeof GATE_RULES)[number];

export type Gates = { thresholds: readonly Threshold[]; rule: GateRule };

export const NO_GATES: Gates = { thresholds: [], rule: "require-proof" };
