import { Goal, RunStatus } from "@tfbench/contracts";
import type { OutcomeStep, Period, SparkPoint, TrendTile } from "@tfbench/contracts";
import { RunRollup, isAttempted } from "@tfbench/stats";
import type { Rollup } from "@tfbench/store";

/** The figures of every step of a period, over all its scenarios, from rollups in any order. */
export class TrendSteps {
  readonly #steps: { from: string; to: string; figures: RunRollup }[];
  readonly #fromMs: number;
  readonly #bucketMs: number;

  constructor({ period, bucket_ms }: { period: Period; bucket_ms: number }) {
    this.#fromMs = Date.parse(period.from);
    this.#bucketMs = bucket_ms;
    const steps = Math.ceil((Date.parse(period.to) - this.#fromMs) / bucket_ms);
    const at = (step: number) => new Date(this.#fromMs + step * bucket_ms).toISOString();
    this.#steps = Array.from({ length: steps }, (_, step) => ({
      from: at(step),
      to: at(step + 1),
      figures: new RunRollup(),
    }));
  }

  add(rollup: Rollup): void {
    const step = this.#steps[Math.floor((Date.parse(rollup.hour) - this.#fromMs) / this.#bucketMs)];
    step?.figures.mergeTimes(rollup);
  }

  outcomes(): OutcomeStep[] {
    return this.#steps.map(({ from, to, figures }) => ({
      from,
      to,
      finished: figures.countWhere(() => true),
      by_status: countEach(RunStatus.options, (status) => figures.countWhere((run) => run.status === status)),
      by_goal: countEach(Goal.options, (goal) => figures.countWhere((run) => isAttempted(run) && run.goal === goal)),
    }));
  }

  sparks(): Record<TrendTile, SparkPoint[]> {
    const blocks = this.#steps.map(({ from, figures }) => ({ from, figures, block: figures.kpiBlock() }));
    const points = (pick: (step: (typeof blocks)[number]) => Omit<SparkPoint, "from">): SparkPoint[] =>
      blocks.map((step) => ({ from: step.from, ...pick(step) }));
    const rate = (name: "success" | "completed_unchecked" | "goal_success") =>
      points(({ block }) => ({ value: block[name].value, n: block[name].denominator }));
    return {
      success: rate("success"),
      completed_unchecked: rate("completed_unchecked"),
      goal_success: rate("goal_success"),
      total_duration_ms: points(({ figures: { totalMs } }) => ({ value: totalMs.quantile(0.5), n: totalMs.count })),
      ttft_ms: points(({ figures: { ttftMs } }) => ({ value: ttftMs.quantile(0.5), n: ttftMs.count })),
      cost_per_success: points(({ block: { cost_usd } }) => ({ value: cost_usd.per_success, n: cost_usd.known })),
    };
  }
}

function countEach<Key extends string>(keys: readonly Key[], count: (key: Key) => number): Record<Key, number> {
  // Every key of the union is in `keys`, because they are the options of its schema.
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}
