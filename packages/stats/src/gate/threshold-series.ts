import type { Slo, Threshold } from "@tfbench/contracts";
import { integratedAutocorrelationTime } from "../load/integrated-autocorrelation-time.ts";
import type { LoadRun } from "../load/load-run.ts";
import { quantile } from "../quantile.ts";
import { isAttempted } from "../run-populations.ts";
import { firstWhere } from "./first-where.ts";
import { chanceOfFewer, chanceOfMore, shareBounds } from "./share-evidence.ts";
import type { ShareEvidence } from "./share-evidence.ts";
import { isWithin, valueFor, valuesBehind } from "./threshold.ts";

/** From so many values on, the time over which they hang together is taken from the first ones. */
const MOST_FOR_TAU = 200_000;

/** Ends of a statement at one-sided `1 - alpha` each, in the metric's unit or as a share. Null: not known, or not reached. */
export type ThresholdBounds = { value: number | null; low: number | null; high: number | null };

/** What the attempted runs of a load say to one threshold. Every value is kept: gates are never decided from sketches. */
export class ThresholdSeries {
  readonly threshold: Threshold;
  readonly #slo: readonly Slo[];
  readonly #values: number[] = [];
  readonly #behind: number[][];
  readonly #dueMs: number[] = [];
  readonly #areIndependent: boolean;

  /** `areIndependent`: each run is a session of its own and says nothing about the next, as those of agents. */
  constructor(threshold: Threshold, slo: readonly Slo[], { areIndependent = false } = {}) {
    this.#areIndependent = areIndependent;
    this.threshold = threshold;
    this.#slo = slo;
    this.#behind = (threshold.good.kind === "slo" ? slo : [threshold]).map(() => []);
  }

  add(run: LoadRun): void {
    if (!isAttempted(run)) return;
    this.#values.push(valueFor(this.threshold, run, this.#slo));
    for (const [i, value] of valuesBehind(this.threshold, run, this.#slo).entries()) this.#behind[i]?.push(value);
    this.#dueMs.push(run.stamps.due);
  }

  /**
   * The runs are worth n / tau independent ones. Tau is the longest of those of the values and of which of them are good: a
   * load without a single bad run would else pass for independent, however long its queues were. That of the tail alone is
   * too short: before a simulated queue (search-simulation.test.ts) it lets 17 of 100 searches end too high.
   */
  evidence(): ShareEvidence {
    const order = this.#order();
    const n = order.length;
    const isGood = Float64Array.from(order, (i) => (isWithin(this.threshold, this.#values[i] ?? 0) ? 1 : 0));
    const good = isGood.reduce((sum, one) => sum + one, 0);
    if (this.#areIndependent) return { good, n, effective_n: n };
    const series = [isGood, ...this.#behind.map((values) => Float64Array.from(order, (i) => values[i] ?? 0))];
    const taus = series.map((values) => integratedAutocorrelationTime(values.subarray(0, MOST_FOR_TAU)));
    return { good, n, effective_n: n / Math.max(...taus) };
  }

  /** The quantile or the share with its bounds, by the same test that decides: a bound is on the good side of the limit when it is met. */
  bounds(evidence: ShareEvidence, alpha: number): ThresholdBounds {
    const { good, share } = this.threshold;
    const { n } = evidence;
    if (n === 0) return { value: null, low: null, high: null };
    if (good.kind !== "limit") return { value: evidence.good / n, ...(shareBounds(evidence, alpha) ?? NO_BOUNDS) };
    const ascending = Float64Array.from(this.#values).sort();
    const bestFirst = (rank: number): number | undefined => ascending[good.below ? rank : n - 1 - rank];
    const proof = firstWhere(n, (count) => chanceOfMore({ ...evidence, good: count }, share) <= alpha);
    const disproof = firstWhere(n, (count) => chanceOfFewer({ ...evidence, good: count }, share) > alpha) - 1;
    const [better, worse] = [disproof < 0 ? undefined : bestFirst(disproof), bestFirst(proof - 1)];
    return {
      value: finite(quantile(ascending, good.below ? share : 1 - share)),
      low: finite(good.below ? better : worse),
      high: finite(good.below ? worse : better),
    };
  }

  /** Places of the runs in the order of their due times. */
  #order(): Uint32Array {
    return Uint32Array.from(this.#values, (_, i) => i).sort((a, b) => (this.#dueMs[a] ?? 0) - (this.#dueMs[b] ?? 0));
  }
}

const NO_BOUNDS = { low: null, high: null };
const finite = (value: number | null | undefined): number | null =>
  value !== undefined && value !== null && Number.isFinite(value) ? value : null;
