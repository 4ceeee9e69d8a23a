import type { LoadMetric, LoadProfile, LoadReport, Slo } from "@tfbench/contracts";
import { RunStatus } from "@tfbench/contracts";
import { hasEnd } from "../ecdf.ts";
import { rateOf } from "../rate-of.ts";
import { isAttempted, isSuccess } from "../run-populations.ts";
import { GapPool } from "./gap-pool.ts";
import { isGood } from "./is-good.ts";
import { judgeSteadiness } from "./judge-steadiness.ts";
import { KNOWN_WITHOUT_END, LOAD_METRIC_NAMES, LOAD_METRICS } from "./load-metrics.ts";
import type { LoadMetricName } from "./load-metrics.ts";
import type { LoadRun } from "./load-run.ts";
import { TokenTimeline } from "./token-timeline.ts";
import { TokenTotals } from "./token-totals.ts";
import { TurnTally } from "./turn-tally.ts";
import type { TurnOfRun } from "./turn-tally.ts";
import { ValueSeries } from "./value-series.ts";

export type LoadTallyOptions = {
  load: LoadProfile;
  slo: readonly Slo[];
};

/**
 * Takes the runs of one executed load as they end, in any order, and states its figures. Memory stays flat: raw values up
 * to 200,000 a metric, then sketches; beside them 16 bytes a run.
 */
export class LoadTally {
  readonly timeline = new TokenTimeline();
  readonly #options: LoadTallyOptions;
  readonly #series = new Map<LoadMetricName, ValueSeries>(LOAD_METRIC_NAMES.map((name) => [name, new ValueSeries()]));
  readonly #gaps = new GapPool();
  readonly #tokens = new TokenTotals();
  readonly #byStatus = new Map<RunStatus, number>();
  readonly #byReason = new Map<string, number>();
  readonly #errorExamples = new Map<string, string>();
  /** When the runs of the window began and ended, for what is in flight at a moment. */
  readonly #startedMs: number[] = [];
  readonly #endedMs: number[] = [];
  readonly #turns = new TurnTally();
  #runs = 0;
  #warmUpRuns = 0;
  #coolDownRuns = 0;
  #attempted = 0;
  #successes = 0;
  #good = 0;
  #cost = { nanoUsd: 0, known: 0 };
  #firstPlannedMs = Infinity;
  #lastPlannedMs = -Infinity;
  #firstStartMs = Infinity;
  #lastEndMs = -Infinity;

  constructor(options: LoadTallyOptions) {
    this.#options = options;
  }

  /** Counts a run of the warm-up, which is in no figure. The window begins with the first run after it. */
  addWarmUp(): void {
    this.#warmUpRuns += 1;
  }

  /** Counts a run of the cool-down, which is in no figure. The window ends with the last run before it. */
  addCoolDown(): void {
    this.#coolDownRuns += 1;
  }

  /** `turn` null: the run stands alone. */
  add(run: LoadRun, turn: TurnOfRun | null = null): void {
    const { due, started, terminal } = run.stamps;
    this.#runs += 1;
    this.#firstPlannedMs = Math.min(this.#firstPlannedMs, due);
    this.#lastPlannedMs = Math.max(this.#lastPlannedMs, due);
    if (started !== null) this.#firstStartMs = Math.min(this.#firstStartMs, started);
    if (terminal !== null) this.#lastEndMs = Math.max(this.#lastEndMs, terminal);
    if (started !== null) {
      this.#startedMs.push(started);
      this.#endedMs.push(terminal ?? Infinity);
    }
    this.#byStatus.set(run.status, (this.#byStatus.get(run.status) ?? 0) + 1);
    if (run.cost_usd !== null)
      this.#cost = { nanoUsd: this.#cost.nanoUsd + Math.round(run.cost_usd * 1e9), known: this.#cost.known + 1 };
    if (!isAttempted(run)) return;
    this.#addAttempted(run);
    if (turn !== null) this.#turns.add(run, turn);
  }

  #addAttempted(run: LoadRun): void {
    this.#attempted += 1;
    const succeeded = isSuccess(run);
    if (succeeded) {
      this.#successes += 1;
      this.#gaps.add(run.gap_sketch);
      this.#tokens.add(run);
    } else {
      const reason = run.reason_code ?? run.status;
      this.#byReason.set(reason, (this.#byReason.get(reason) ?? 0) + 1);
      if (run.error !== null && !this.#errorExamples.has(reason)) this.#errorExamples.set(reason, run.error);
    }
    if (isGood(run, this.#options.slo)) this.#good += 1;
    for (const [name, series] of this.#series) {
      const { population, of } = LOAD_METRICS[name];
      const value = of(run);
      if (population === "successes") {
        if (succeeded && value !== null) series.add(value, run.stamps.due);
      } else if (value !== null && (hasEnd(run) || KNOWN_WITHOUT_END.has(name))) series.add(value, run.stamps.due);
      else if (!hasEnd(run) && !KNOWN_WITHOUT_END.has(name)) series.add(Infinity, run.stamps.due);
    }
  }

  report(): LoadReport {
    const { load, slo } = this.#options;
    const window = this.#window();
    const seconds = (window.to_ms - window.from_ms) / 1000;
    const errors = this.#attempted - this.#successes;
    return {
      definition_version: 1,
      load,
      window,
      runs: this.#runs,
      attempted: this.#attempted,
      successes: this.#successes,
      by_status: statusCounts(this.#byStatus),
      error_examples: Object.fromEntries(this.#errorExamples),
      by_reason: Object.fromEntries([...this.#byReason].sort(([, a], [, b]) => b - a)),
      rates: { success: rateOf(this.#successes, this.#attempted), error: rateOf(errors, this.#attempted) },
      metrics: this.#metrics(),
      ...this.#turns.report(),
      throughput: this.#throughput(window),
      slo:
        slo.length === 0
          ? null
          : {
              limits: [...slo],
              attainment: rateOf(this.#good, this.#attempted),
              goodput_per_second: seconds > 0 ? this.#good / seconds : null,
            },
      steady: this.#steadiness(window),
      tokens: this.#tokens.totals(),
      cost_usd: {
        total: this.#cost.known === 0 ? null : this.#cost.nanoUsd / 1e9,
        known: this.#cost.known,
        of: this.#runs,
      },
    };
  }

  #window(): LoadReport["window"] {
    const coolDown = this.#coolDownRuns === 0 ? {} : { cool_down_runs: this.#coolDownRuns };
    const shared = { warm_up_runs: this.#warmUpRuns, ...coolDown };
    if (this.#runs === 0) return { from_ms: 0, to_ms: 0, ...shared };
    return { from_ms: this.#firstPlannedMs, to_ms: this.#lastPlannedMs, ...shared };
  }

  #metrics(): Record<string, LoadMetric> {
    const metrics: Record<string, LoadMetric> = {};
    for (const [name, series] of this.#series) {
      const { unit, direction, population } = LOAD_METRICS[name];
      const figures = series.figures();
      if (figures.n > 0) metrics[name] = { unit, direction, population, ...figures };
    }
    const gaps = this.#gaps.metric();
    if (gaps !== null) metrics["inter_chunk_ms"] = gaps;
    return metrics;
  }

  #throughput({ from_ms, to_ms }: LoadReport["window"]): LoadReport["throughput"] {
    const seconds = (to_ms - from_ms) / 1000;
    const perSecond = (count: number): number | null => (seconds > 0 ? count / seconds : null);
    const busySeconds = (this.#lastEndMs - this.#firstStartMs) / 1000;
    const hasTokens = this.timeline.total > 0;
    return {
      offered_per_second: perSecond(this.#runs),
      started_per_second: perSecond(countOf(this.#startedMs, (startedMs) => startedMs <= to_ms)),
      completed_per_second: perSecond(this.#endedIn(from_ms, to_ms)),
      system_output_tps: hasTokens ? perSecond(this.timeline.within(from_ms, to_ms)) : null,
      batch_output_tps: hasTokens && busySeconds > 0 ? this.timeline.total / busySeconds : null,
    };
  }

  #steadiness({ from_ms, to_ms }: LoadReport["window"]): LoadReport["steady"] {
    // A closed load starts a run when one ends: it cannot fall behind.
    if (this.#options.load.kind === "closed") return { is_steady: null, reasons: [] };
    const third = (to_ms - from_ms) / 3;
    const reasons = judgeSteadiness({
      due: this.#runs,
      completedInWindow: this.#endedIn(from_ms, to_ms),
      inFlightFirst: this.#inFlightAt(from_ms + third),
      inFlightLast: this.#inFlightAt(to_ms),
      responseMs: this.#series.get("response_ms")?.inOrder() ?? null,
    });
    return { is_steady: reasons === null ? null : reasons.length === 0, reasons: reasons ?? [] };
  }

  #endedIn(fromMs: number, toMs: number): number {
    return countOf(this.#endedMs, (endedMs) => endedMs >= fromMs && endedMs <= toMs);
  }

  #inFlightAt(atMs: number): number {
    return countOf(this.#startedMs, (startedMs, run) => startedMs <= atMs && (this.#endedMs[run] ?? 0) > atMs);
  }
}

function countOf(values: readonly number[], isCounted: (value: number, index: number) => boolean): number {
  return values.reduce((count, value, index) => (isCounted(value, index) ? count + 1 : count), 0);
}

const statusCounts = (counts: ReadonlyMap<RunStatus, number>): LoadReport["by_status"] =>
  // Every key of the union is there, because they are the options of its schema.
  Object.fromEntries(RunStatus.options.map((status) => [status, counts.get(status) ?? 0])) as LoadReport["by_status"];
