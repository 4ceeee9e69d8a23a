import type { LoadMetric, RunMetric, RUN_METRIC_UNITS } from "@tfbench/contracts";
import type { LoadRun } from "./load-run.ts";

type Declaration<Unit = LoadMetric["unit"]> = Pick<LoadMetric, "direction" | "population"> & {
  unit: Unit;
  of: (run: LoadRun) => number | null;
};

const ms = (of: Declaration["of"], population: Declaration["population"] = "successes"): Declaration<"ms"> => ({
  unit: "ms",
  direction: "lower",
  population,
  of,
});
const tokens = (of: Declaration["of"]): Declaration<"tokens"> => ({
  unit: "tokens",
  direction: "none",
  population: "successes",
  of,
});

/**
 * Every metric a load report states, in the order it is printed. The two that count from `due` are over all attempted
 * runs and are the headline of an open load: the time a run waited because the target was busy is the target's.
 */
export const LOAD_METRICS = {
  response_ms: ms((run) => run.response_ms, "attempted"),
  response_ttft_ms: ms(
    ({ stamps }) => (stamps.first_content === null ? null : stamps.first_content - stamps.due),
    "attempted",
  ),
  total_duration_ms: ms((run) => run.total_duration_ms),
  ttft_ms: ms((run) => run.ttft_ms),
  ttft_sent_ms: ms((run) => run.ttft_sent_ms),
  ttfo_ms: ms((run) => run.ttfo_ms),
  ttst_ms: ms((run) => run.ttst_ms),
  tpot_ms: ms((run) => run.tpot_ms),
  output_tokens_per_second: {
    unit: "tokens/s",
    direction: "higher",
    population: "successes",
    of: (run) => run.output_tokens_per_second,
  },
  headers_ms: ms((run) => run.headers_ms),
  connect_ms: ms((run) => run.connect_ms),
  slot_wait_ms: ms((run) => run.slot_wait_ms, "attempted"),
  lag_ms: ms((run) => run.lag_ms, "attempted"),
  input_tokens: tokens((run) => run.input_tokens),
  output_tokens: tokens((run) => run.output_tokens),
} as const satisfies { [Name in RunMetric]: Declaration<(typeof RUN_METRIC_UNITS)[Name]> };

export type LoadMetricName = RunMetric;
export const LOAD_METRIC_NAMES = Object.keys(LOAD_METRICS).filter(
  (name): name is LoadMetricName => name in LOAD_METRICS,
);
/** Metrics whose value is known for a run that failed too, so that a missing value is not a run that never got there. */
export const KNOWN_WITHOUT_END: ReadonlySet<LoadMetricName> = new Set(["slot_wait_ms", "lag_ms"]);
