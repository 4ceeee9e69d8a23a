import type { ThresholdVerdict } from "@tfbench/stats";
import type { Ink, Paint } from "../paint.ts";
import { alignColumns } from "../report/align-columns.ts";
import { formatThresholdValue } from "./format-threshold-value.ts";
import type { Gate, GateOutcome } from "./gate-outcome.ts";

const INK: Record<ThresholdVerdict["verdict"], Ink> = { met: "green", missed: "red", undecided: "yellow" };
const WHY: Record<NonNullable<ThresholdVerdict["reason"]>, string> = {
  unproven: "these runs allow both",
  too_few_independent: "the runs depend on each other too much to tell",
  unsteady: "the load was unsteady: it grows with the duration",
  invalid: "the measurement is invalid",
  stopped: "the load was ended before its time",
};
const OUTCOMES: Record<GateOutcome, string> = {
  passed: "every threshold is shown to be met",
  missed: "a threshold is shown to be missed",
  unproven: "unproven: not every threshold is shown to be met",
};
/** Dependence that takes away less than this is not worth a word. */
const WORTH_SAYING = 0.9;

/** The verdict on each threshold with the bound that decides it, what it rests on, and what would settle it. */
export function printThresholds(verdicts: readonly ThresholdVerdict[], gate: Gate, paint: Paint): string {
  const rows = verdicts.map((verdict) => [
    verdict.verdict,
    verdict.text,
    verdict.value === null ? "not reached" : formatThresholdValue(verdict.value, verdict.unit),
    boundOf(verdict),
    basisOf(verdict),
    whyOf(verdict),
  ]);
  const [head, ...lines] = alignColumns(
    [["", "threshold", "measured", "95 % one-sided", "good", ""], ...rows],
    [0, 1, 2, 3, 4, 5],
  );
  const painted = lines.map((line, i) => {
    const { verdict } = verdicts[i] ?? { verdict: "undecided" };
    return paint(INK[verdict], line.slice(0, verdict.length)) + line.slice(verdict.length);
  });
  const after =
    gate.outcome === "unproven" && gate.rule === "block-proof" ? ", which does not fail by block-proof" : "";
  return [paint("dim", head ?? ""), ...painted, `${OUTCOMES[gate.outcome]}${after}`].join("\n");
}

function boundOf({ verdict, low, high, unit, text }: ThresholdVerdict): string {
  const atMost = high === null ? "no upper bound" : `at most ${formatThresholdValue(high, unit)}`;
  const atLeast = low === null ? "no lower bound" : `at least ${formatThresholdValue(low, unit)}`;
  if (verdict === "undecided" && low !== null && high !== null) {
    return `${formatThresholdValue(low, unit)} to ${formatThresholdValue(high, unit)}`;
  }
  if (verdict === "undecided") return high === null ? atLeast : atMost;
  const isFromAbove = unit !== "share" && text.includes("<");
  return (verdict === "met") === isFromAbove ? atMost : atLeast;
}

function basisOf({ good, n, effective_n }: ThresholdVerdict): string {
  const worth = effective_n < WORTH_SAYING * n ? ` (worth ${Math.floor(effective_n)})` : "";
  return `${good.toLocaleString("en-US")} of ${n.toLocaleString("en-US")}${worth}`;
}

function whyOf({ reason, runs_to_settle, n }: ThresholdVerdict): string {
  if (reason === null) return "";
  if (reason !== "unproven" && reason !== "too_few_independent") return WHY[reason];
  if (runs_to_settle === null)
    return `${WHY[reason]}; it would take more than ${(10 * n).toLocaleString("en-US")} runs`;
  return `${WHY[reason]}; about ${runs_to_settle.toLocaleString("en-US")} such runs would settle it`;
}
