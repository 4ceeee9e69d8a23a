import { shownWorse } from "@tfbench/stats";
import type { ComparedRecords } from "./compare-records.ts";

/**
 * passed: nothing is worse. regressed: something is, beyond what such loads differ of themselves. unproven: something is
 * worse in these two loads, and whether that is more than loads differ of themselves, or than chance, is not known.
 */
export type ComparisonGate = "passed" | "regressed" | "unproven";

/** Every change that was looked at counts, typical runs and tails alike. */
export function judgeComparison({ success, metrics }: ComparedRecords): ComparisonGate {
  const changes = [success, ...Object.values(metrics)].flatMap(({ typical, tail, batch_sd }) =>
    [typical, ...(tail === null ? [] : [tail])].map((change) => ({ ...change, isNoiseKnown: batch_sd !== null })),
  );
  const shown = shownWorse(changes);
  const worse = changes.filter(({ verdict }) => verdict === "worse");
  if (worse.length === 0) return "passed";
  const isShown = changes.some(
    ({ verdict, isNoiseKnown }, index) => verdict === "worse" && isNoiseKnown && shown[index],
  );
  return isShown ? "regressed" : "unproven";
}
