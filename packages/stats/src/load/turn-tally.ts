import type { LoadMetric, LoadReport } from "@tfbench/contracts";
import { isSuccess } from "../run-populations.ts";
import { LOAD_METRICS } from "./load-metrics.ts";
import type { LoadRun } from "./load-run.ts";
import { ValueSeries } from "./value-series.ts";

/** Which turn of which conversation a run was; both count from 0. */
export type TurnOfRun = { conversation: number; turn: number };

/** What a turn's place in its conversation may change: the history before it is in its prompt, and may be in a cache. */
const NAMES = ["ttft_ms", "total_duration_ms", "tpot_ms", "input_tokens"] as const;
type Series = Record<(typeof NAMES)[number], ValueSeries>;

const newSeries = (): Series => ({
  ttft_ms: new ValueSeries(),
  total_duration_ms: new ValueSeries(),
  tpot_ms: new ValueSeries(),
  input_tokens: new ValueSeries(),
});

/** Tells the first turns of conversations from the later ones. */
export class TurnTally {
  readonly #conversations = new Set<number>();
  readonly #brokenOff = new Set<number>();
  readonly #first = newSeries();
  readonly #later = newSeries();

  /** Takes an attempted run. */
  add(run: LoadRun, { conversation, turn }: TurnOfRun): void {
    this.#conversations.add(conversation);
    if (!isSuccess(run)) {
      this.#brokenOff.add(conversation);
      return;
    }
    const series = turn === 0 ? this.#first : this.#later;
    for (const name of NAMES) {
      const value = LOAD_METRICS[name].of(run);
      if (value !== null) series[name].add(value, run.stamps.due);
    }
  }

  /** Nothing where no run was a turn. */
  report(): Pick<LoadReport, "conversations"> {
    if (this.#conversations.size === 0) return {};
    return {
      conversations: {
        count: this.#conversations.size,
        broken_off: this.#brokenOff.size,
        first_turn: metricsOf(this.#first),
        later_turns: metricsOf(this.#later),
      },
    };
  }
}

function metricsOf(series: Series): Record<string, LoadMetric> {
  const metrics: Record<string, LoadMetric> = {};
  for (const name of NAMES) {
    const { unit, direction, population } = LOAD_METRICS[name];
    const figures = series[name].figures();
    if (figures.n > 0) metrics[name] = { unit, direction, population, ...figures };
  }
  return metrics;
}
