import type { Measured, ParsedSlos, SloReport, Threshold } from "@tfbench/contracts";
import { judgeThresholds } from "../gate/judge-thresholds.ts";
import type { Withheld } from "../gate/judge-thresholds.ts";
import type { ShareEvidence } from "../gate/share-evidence.ts";
import { ThresholdSeries } from "../gate/threshold-series.ts";
import type { LoadRun } from "../load/load-run.ts";
import { rateWorth } from "../rate-worth.ts";
import { isAttempted, isCompletedUnchecked } from "../run-populations.ts";
import { sloVerdictOf } from "./slo-verdict-of.ts";

const ATTAINMENT: Threshold = { text: "attainment", good: { kind: "slo" }, share: 0.5 };

type Order = {
  withheld: Withheld | null;
  /** Over which goodput is stated; `dues`: from the first to the last due attempted run, null: not at all. */
  window_ms: number | "dues" | null;
};

/**
 * Takes runs in any order and says how they stand to the objectives of their scenario, over all attempted ones. The goals
 * of agents are judged: their success is a range wherever completed runs were not, so it is met by the runs that passed
 * alone, and breached only if it would be had all the others passed.
 */
export class SloTally {
  readonly #slos: ParsedSlos;
  readonly #judged: ThresholdSeries[];
  /** The lower end of the range of success, by the place of the objective. */
  readonly #passed: Map<number, ThresholdSeries>;
  readonly #attainment: ThresholdSeries;
  #unevaluated = 0;
  #firstDueMs = Infinity;
  #lastDueMs = -Infinity;

  constructor(slos: ParsedSlos, measured: Measured) {
    const areIndependent = measured === "agents";
    const seriesOf = (threshold: Threshold) => new ThresholdSeries(threshold, slos.limits, { areIndependent });
    const isRange = ({ good }: Threshold) => measured === "agents" && good.kind === "success";
    this.#slos = slos;
    this.#judged = slos.thresholds.map(seriesOf);
    this.#passed = new Map(
      slos.thresholds.flatMap((threshold, place) =>
        isRange(threshold) ? [[place, seriesOf({ ...threshold, good: { kind: "passed" } })]] : [],
      ),
    );
    this.#attainment = seriesOf(ATTAINMENT);
  }

  add(run: LoadRun): void {
    if (!isAttempted(run)) return;
    if (isCompletedUnchecked(run)) this.#unevaluated += 1;
    this.#firstDueMs = Math.min(this.#firstDueMs, run.stamps.due);
    this.#lastDueMs = Math.max(this.#lastDueMs, run.stamps.due);
    for (const series of [...this.#judged, ...this.#passed.values()]) series.add(run);
    if (this.#slos.limits.length > 0) this.#attainment.add(run);
  }

  /** What is judged, for who judges several scenarios together. Of a success that is a range its upper end. */
  series(): readonly ThresholdSeries[] {
    return this.#judged;
  }

  report({ withheld, window_ms }: Order): Omit<SloReport, "notes"> {
    const verdicts = judgeThresholds(this.#judged, withheld);
    const places = [...this.#passed.keys()];
    const passed = new Map(
      judgeThresholds([...this.#passed.values()], withheld).map((verdict, i) => [places[i] ?? 0, verdict]),
    );
    const { limits } = this.#slos;
    const evidence = limits.length === 0 ? null : this.#attainment.evidence();
    return {
      limits,
      slo_attainment: evidence === null ? null : rateWorth(evidence),
      effective_n: evidence?.effective_n ?? null,
      goodput: evidence === null || window_ms === null ? null : this.#goodput(evidence, window_ms),
      verdicts: verdicts.map((verdict, place) =>
        sloVerdictOf(verdict, { passed: passed.get(place) ?? null, unevaluated: this.#unevaluated }),
      ),
    };
  }

  #goodput(evidence: ShareEvidence, asked: number | "dues"): SloReport["goodput"] {
    const { good, n } = evidence;
    const window_ms = asked === "dues" ? Math.max(0, this.#lastDueMs - this.#firstDueMs) : asked;
    const seconds = Number.isFinite(window_ms) ? window_ms / 1000 : 0;
    const { low, high } = rateWorth(evidence);
    const perSecond = (share: number | null) => (share === null || seconds === 0 ? null : (share * n) / seconds);
    return {
      per_second: seconds === 0 ? null : good / seconds,
      low: perSecond(low),
      high: perSecond(high),
      good,
      window_ms: seconds * 1000,
    };
  }
}
