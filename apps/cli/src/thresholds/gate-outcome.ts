import type { ThresholdVerdict } from "@tfbench/stats";
import type { GateRule } from "./gates.ts";

/** missed: one is shown not to hold. unproven: none is, but not all are shown to hold either. */
export type GateOutcome = "passed" | "missed" | "unproven";
export type Gate = { rule: GateRule; outcome: GateOutcome };

export function gateOf(verdicts: readonly ThresholdVerdict[], rule: GateRule): Gate | null {
  if (verdicts.length === 0) return null;
  if (verdicts.some(({ verdict }) => verdict === "missed")) return { rule, outcome: "missed" };
  return { rule, outcome: verdicts.every(({ verdict }) => verdict === "met") ? "passed" : "unproven" };
}
