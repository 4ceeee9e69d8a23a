import { compareDurations, isAttempted, verdictOf } from "@tfbench/stats";
import type { ReportBatchRun } from "@tfbench/store";
import { endedMs } from "./distribution-of.ts";

/** Whether the last third of a batch was slower or faster than the first, in words; null where that is not shown. */
export function driftOf(runs: readonly ReportBatchRun[]): string | null {
  const attempted = runs.filter(isAttempted);
  const third = Math.floor(attempted.length / 3);
  const times = (part: readonly ReportBatchRun[]) => ({
    sortedMs: Float64Array.from(part.map(endedMs).filter((ms) => ms !== null)).sort(),
    n: part.length,
  });
  const change =
    third === 0 ? null : compareDurations(times(attempted.slice(0, third)), times(attempted.slice(-third)));
  if (change === null || change.e === null) return null;
  const { verdict } = verdictOf(change);
  if (verdict !== "worse" && verdict !== "better") return null;
  const percent = Math.round(Math.abs(verdict === "worse" ? Math.exp(change.e) - 1 : 1 - Math.exp(change.e)) * 100);
  const words = verdict === "worse" ? "slower" : "faster";
  return `Drift: the last third of the runs was ${percent} % ${words} than the first third, so runs of this batch are not alike.`;
}
