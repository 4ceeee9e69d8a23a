/** When requests came in once, and how long each was. */
export type Trace = {
  /** One for each request, in order; the first is the instant offsets count from. */
  dueOffsetsMs: readonly number[];
  requests: readonly TraceRequest[];
  name: string;
  /** The name, and the speed where it is not the trace's own. */
  description: string;
};

/** Null where the trace does not say. */
export type TraceRequest = {
  inputTokens: number | null;
  outputTokens: number | null;
  /** Names of the prompt's blocks of 512 tokens: equal names are equal text. */
  blocks: readonly number[] | null;
};

/** In what a bare number is written. */
export const TIMESTAMP_UNITS = ["ms", "s"] as const;
export type TimestampUnit = (typeof TIMESTAMP_UNITS)[number];
