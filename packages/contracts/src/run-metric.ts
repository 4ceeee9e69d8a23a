/** Every metric of a single run that can be limited, with its unit, in the order in which reports print them. */
export const RUN_METRIC_UNITS = {
  response_ms: "ms",
  response_ttft_ms: "ms",
  total_duration_ms: "ms",
  ttft_ms: "ms",
  ttft_sent_ms: "ms",
  ttfo_ms: "ms",
  ttst_ms: "ms",
  tpot_ms: "ms",
  output_tokens_per_second: "tokens/s",
  headers_ms: "ms",
  connect_ms: "ms",
  slot_wait_ms: "ms",
  lag_ms: "ms",
  input_tokens: "tokens",
  output_tokens: "tokens",
} as const;
export type RunMetric = keyof typeof RUN_METRIC_UNITS;

export const isRunMetric = (name: string): name is RunMetric => Object.hasOwn(RUN_METRIC_UNITS, name);
