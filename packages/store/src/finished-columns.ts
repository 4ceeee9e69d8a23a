import type { EngineRecord } from "@tfbench/contracts";
import { storableText } from "./storable-text.ts";

export type FinishedRecord = Extract<EngineRecord, { kind: "finished" }>;

const MAX_INTEGER = 2_147_483_647;
/** More is no plausible cost of a run. */
const COST_END_USD = 1e8;
const MAX_ID_LENGTH = 255;

/** The columns a finished record sets, with the type each has in the JSON it travels in. */
const COLUMNS = {
  status: "text",
  phase: "text",
  reason_code: "text",
  fault: "text",
  cancelled_by: "text",
  goal: "text",
  goal_reason: "text",
  error: "text",
  due_at: "timestamptz",
  finished_at: "timestamptz",
  total_duration_ms: "float8",
  response_ms: "float8",
  slot_wait_ms: "float8",
  lag_ms: "float8",
  connect_ms: "float8",
  headers_ms: "float8",
  first_event_ms: "float8",
  ttft_ms: "float8",
  ttft_sent_ms: "float8",
  time_to_streaming_url_ms: "float8",
  provider_queue_ms: "float8",
  provider_run_ms: "float8",
  heartbeat_gap_max_ms: "float8",
  inter_token_stats: "jsonb",
  connection: "text",
  coalesced: "boolean",
  event_count: "integer",
  progress_events: "integer",
  steps: "integer",
  cost_usd: "numeric",
  price_version: "integer",
  stamps: "jsonb",
  streaming_url: "text",
  response_json: "jsonb",
  provider_run: "jsonb",
  response_ttft_ms: "float8",
  ttfo_ms: "float8",
  ttst_ms: "float8",
  tpot_ms: "float8",
  output_tokens_per_second: "float8",
  malformed_events: "integer",
  content_chunks: "integer",
  is_buffered: "boolean",
  input_tokens: "integer",
  output_tokens: "integer",
  reasoning_tokens: "integer",
  cached_tokens: "integer",
  client_output_tokens: "integer",
  first_chunk_tokens: "integer",
  has_hidden_reasoning: "boolean",
  finish_reason: "text",
  load_part: "text",
} as const;
/** What an earlier record may have said already, and a null does not take back. */
const KEPT = { started_at: "timestamptz", tinyfish_run_id: "text" } as const;

const recordset = Object.entries({ ...COLUMNS, ...KEPT })
  .map(([name, type]) => `${name} ${type}`)
  .join(", ");
const assignments = [
  ...Object.keys(COLUMNS).map((name) => `${name} = f.${name}`),
  ...Object.keys(KEPT).map((name) => `${name} = coalesce(f.${name}, runs.${name})`),
  "gap_sketch = decode(f.gap_sketch, 'base64')",
  "chunk_log = decode(f.chunk_log, 'base64')",
].join(", ");

/** Ends runs that are still open; $1 is a JSON array of `finishedRow`s. What already ended stays as it is. */
export const FINISH_RUNS = `UPDATE runs SET ${assignments}
  FROM json_to_recordset($1::json) AS f (id integer, gap_sketch text, chunk_log text, ${recordset})
  WHERE runs.id = f.id AND runs.status IN ('queued', 'running')`;

/** One row of $1 of FINISH_RUNS. Numbers no column can hold are unknown rather than the end of the whole flush. */
export function finishedRow({
  run_id,
  due_at,
  started_at,
  finished_at,
  result,
  load_part = null,
}: FinishedRecord): Record<string, unknown> {
  return {
    ...result,
    id: run_id,
    due_at,
    started_at,
    finished_at,
    load_part,
    event_count: integerOrNull(result.event_count),
    progress_events: integerOrNull(result.progress_events),
    steps: integerOrNull(result.steps),
    cost_usd: result.cost_usd !== null && Math.abs(result.cost_usd) < COST_END_USD ? result.cost_usd : null,
    tinyfish_run_id: result.tinyfish_run_id === null ? null : storableId(result.tinyfish_run_id),
    // JSON null is what "no answer" is: the column is then NULL, not the jsonb value null.
    response_json: result.response_json ?? undefined,
    provider_run: result.provider_run ?? undefined,
    gap_sketch: base64(result.gap_sketch),
    chunk_log: base64(result.chunk_log),
  };
}

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString("base64");

/** A provider's run id as its column can hold it. */
export const storableId = (id: string): string => storableText(id.slice(0, MAX_ID_LENGTH));

function integerOrNull(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && Math.abs(value) <= MAX_INTEGER ? value : null;
}
