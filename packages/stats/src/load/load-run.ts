import type { RunOutcome } from "../run-populations.ts";

/** What a load report reads of an ended run. Milliseconds, stamps from the batch's origin; null where never reached. */
export type LoadRun = RunOutcome & {
  reason_code: string | null;
  error: string | null;
  stamps: { due: number; started: number | null; first_content: number | null; terminal: number | null };
  total_duration_ms: number | null;
  response_ms: number | null;
  slot_wait_ms: number | null;
  lag_ms: number | null;
  connect_ms: number | null;
  headers_ms: number | null;
  ttft_ms: number | null;
  ttft_sent_ms: number | null;
  ttfo_ms: number | null;
  ttst_ms: number | null;
  tpot_ms: number | null;
  output_tokens_per_second: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  cached_tokens: number | null;
  client_output_tokens: number | null;
  cost_usd: number | null;
  /** Encoded LogHistogram of the gaps between content events. */
  gap_sketch: Uint8Array | null;
};
