import type { LoadRun } from "@tfbench/stats";
import type { SloRunRow } from "@tfbench/store";

/** A stored run as objectives look at it; what they cannot limit is left unknown. */
export function toLoadRun({ id: _id, due_at, response_ttft_ms, ...row }: SloRunRow): LoadRun {
  const due = Date.parse(due_at);
  return {
    ...row,
    reason_code: null,
    error: null,
    stamps: {
      due,
      started: null,
      first_content: response_ttft_ms === null ? null : due + response_ttft_ms,
      terminal: null,
    },
    reasoning_tokens: null,
    cached_tokens: null,
    client_output_tokens: null,
    cost_usd: null,
    gap_sketch: null,
  };
}
