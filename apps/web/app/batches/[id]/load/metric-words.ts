type MetricWords = { title: string; definition: string };

/** Every metric a load report can hold, in the order of the table; definitions as docs/METRICS.md has them. */
export const METRIC_WORDS = {
  response_ms: {
    title: "Response, from due",
    definition:
      "From the moment the load profile said a run should start to its end: time spent waiting for a busy target is included. Over all attempted runs; one without an end ranks above every other.",
  },
  response_ttft_ms: {
    title: "Time to first token, from due",
    definition: "From the moment a run was due to its first token, waiting included. Over all attempted runs.",
  },
  total_duration_ms: {
    title: "Total, from start",
    definition: "From the run's first act on the network to its last event (service time), over successes.",
  },
  ttft_ms: {
    title: "Time to first token, from start",
    definition:
      "From the run's first act on the network to the first content: answer, reasoning or tool-call text. Events without content do not count.",
  },
  ttft_sent_ms: {
    title: "Time to first token, from the write",
    definition: "The same from directly before the first byte of the request, so without dialling.",
  },
  ttfo_ms: {
    title: "Time to first answer token",
    definition: "From the run's first act on the network to the first token of the answer, reasoning left out.",
  },
  ttst_ms: { title: "Time to second token", definition: "The second content event minus the first." },
  inter_chunk_ms: {
    title: "Gap between chunks",
    definition:
      "Time between one content event and the next, pooled over the gaps of all successes. A chunk may hold several tokens.",
  },
  tpot_ms: {
    title: "Time per output token",
    definition:
      "From the first content to the last, divided by the tokens that streamed in between; those of the first chunk are not counted. Unknown without a token count.",
  },
  output_tokens_per_second: {
    title: "Output speed of a run",
    definition: "The inverse of the time per output token, per run.",
  },
  headers_ms: { title: "Headers", definition: "From the run's first act on the network to the response's headers." },
  connect_ms: { title: "Connect", definition: "Dialling, of runs that needed a connection of their own." },
  slot_wait_ms: {
    title: "Wait for a free slot",
    definition: "From the moment a run was due until fewer runs than the ceiling were open.",
  },
  lag_ms: {
    title: "Lag, our own",
    definition:
      "From the free slot to the run's first act: this installation's lateness. Only it counts against validity.",
  },
  input_tokens: { title: "Input tokens", definition: "As the server counted them, cached ones included." },
  output_tokens: { title: "Output tokens", definition: "As the server counted them." },
} as const satisfies Record<string, MetricWords>;

export type MetricName = keyof typeof METRIC_WORDS;
export const METRIC_NAMES = Object.keys(METRIC_WORDS).filter((name): name is MetricName => name in METRIC_WORDS);
/** Equal to the same from start where runs are due when others end. */
export const FROM_DUE: ReadonlySet<MetricName> = new Set(["response_ms", "response_ttft_ms", "slot_wait_ms"]);
