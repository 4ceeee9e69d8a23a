import type { Distribution } from "@tfbench/contracts";
import { percentileFigure, type Figure } from "#components/figure-model.ts";
import { durationUnitFor, formatDurationIn } from "#format/duration-unit.ts";

type Words = {
  /** Said where there is no run at all. */
  nothing: string;
  /** What some runs are without: "an end", "a first token". */
  lacked: string;
};

/** p50, p95 and p99 over all attempted runs; one that lies among runs without the time is not reached. */
export function prepareTimeFigures(distribution: Distribution, { nothing, lacked }: Words): Figure[] {
  const { p50, p95, p99, n } = distribution;
  const unit = durationUnitFor([p50.value, p95.value, p99.value]);
  return Object.entries({ p50, p95, p99 }).map(([name, estimate]) => {
    const figure = percentileFigure(estimate, { name, unit, noun: "", nothing });
    const isUnreached = estimate.value === null && estimate.needed === null && n > 0;
    const { low, high } = estimate;
    if (estimate.value !== null && low !== null && high === null)
      return { ...figure, interval: `${formatDurationIn(unit, low)} or more` };
    return isUnreached ? { ...figure, why: `not reached: it lies among runs without ${lacked}` } : figure;
  });
}
