import type { LatencyPoint, LatencySeries, Period } from "@tfbench/contracts";
import type { FinishedRun, Rollup } from "@tfbench/store";
import { RunRollup, isAttempted, isCompletedUnchecked } from "@tfbench/stats";

export type LatencySeriesOptions = {
  period: Period;
  bucket_ms: number;
  scenarios: readonly { id: number; name: string }[];
};

/**
 * Builds the latency-over-time chart from rollups given in order of their hour, or from runs in the order they were due. Holds the figures of one step of the
 * chart at a time. A step in which no run succeeded has nulls: the line has a gap there.
 */
export class LatencySeriesBuilder {
  readonly #series: LatencySeries[];
  readonly #bucketMs: number;
  readonly #fromMs: number;
  #bucket = 0;
  readonly #current = new Map<number, RunRollup>();

  constructor({ period, bucket_ms, scenarios }: LatencySeriesOptions) {
    this.#bucketMs = bucket_ms;
    this.#fromMs = Date.parse(period.from);
    const steps = Math.ceil((Date.parse(period.to) - this.#fromMs) / bucket_ms);
    this.#series = scenarios.map(({ id, name }) => ({
      scenario_id: id,
      scenario_name: name,
      points: Array.from({ length: steps }, (_, step) =>
        emptyPoint(new Date(this.#fromMs + step * bucket_ms).toISOString()),
      ),
    }));
  }

  /** Rollups of scenarios that are not drawn are passed over. */
  add(rollup: Rollup): void {
    this.#figuresAt(rollup.hour, rollup.scenario_id)?.mergeTimes(rollup);
  }

  /** Steps shorter than an hour are made of the runs themselves. */
  addRun(run: FinishedRun): void {
    this.#figuresAt(run.due_at, run.scenario_id)?.add(run);
  }

  build(): LatencySeries[] {
    this.#drawBucket();
    return this.#series;
  }

  /** The figures of the step that an instant lies in; null for a scenario that is not drawn. */
  #figuresAt(instant: string, scenario_id: number): RunRollup | null {
    if (!this.#series.some((series) => series.scenario_id === scenario_id)) return null;
    const bucket = Math.floor((Date.parse(instant) - this.#fromMs) / this.#bucketMs);
    if (bucket !== this.#bucket) this.#drawBucket();
    this.#bucket = bucket;
    const figures = this.#current.get(scenario_id) ?? new RunRollup();
    this.#current.set(scenario_id, figures);
    return figures;
  }

  #drawBucket(): void {
    for (const { scenario_id, points } of this.#series) {
      const figures = this.#current.get(scenario_id);
      const point = points[this.#bucket];
      if (figures !== undefined && point !== undefined) points[this.#bucket] = pointOf(point.from, figures);
    }
    this.#current.clear();
  }
}

function pointOf(from: string, figures: RunRollup): LatencyPoint {
  const { totalMs, ttftMs } = figures;
  return {
    from,
    n: totalMs.count,
    attempted: figures.countWhere(isAttempted),
    passed: figures.countWhere((run) => isAttempted(run) && run.goal === "passed"),
    completed_unchecked: figures.countWhere(isCompletedUnchecked),
    p10: totalMs.quantile(0.1),
    p50: totalMs.quantile(0.5),
    p90: totalMs.quantile(0.9),
    ttft_p50: ttftMs.quantile(0.5),
  };
}

const emptyPoint = (from: string): LatencyPoint => ({
  from,
  n: 0,
  attempted: 0,
  passed: 0,
  completed_unchecked: 0,
  p10: null,
  p50: null,
  p90: null,
  ttft_p50: null,
});
