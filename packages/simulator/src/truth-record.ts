import type { WriteTable } from "./llm/write-columns.ts";

/**
 * One line of the ground-truth log. Times are milliseconds of CLOCK_MONOTONIC (see monotonic-now-ms.ts).
 * `request` numbers the requests of one simulator from 1.
 */
export type TruthRecord =
  | WriteRecord
  | LlmRequestRecord
  | {
      record: "request_received";
      request: number;
      method: string;
      path: string;
      remote_port: number | null;
      at_ms: number;
    }
  | {
      record: "run_created";
      request: number;
      run_id: string;
      endpoint: string;
      creation_index: number;
      /** How many runs with this goal exist by now: 2 or more after a retried creation. */
      goal_creations: number;
      at_ms: number;
    }
  | { record: "run_started"; run_id: string; at_ms: number }
  | { record: "run_finished"; run_id: string; status: string; at_ms: number }
  | { record: "client_disconnected"; request: number; run_id: string | null; at_ms: number }
  | { record: "cancel_received"; request: number; run_id: string; status: string; at_ms: number }
  | {
      record: "webhook_attempt";
      run_id: string;
      attempt: number;
      answer: number | "failed" | "not_loopback";
      at_ms: number;
    }
  | { record: "records_dropped"; count: number; at_ms: number };

/** One piece of one write. Pieces that left in one system call share `seq` and both times. */
export interface WriteRecord {
  record: "write";
  request: number;
  /** The run this response created; null on lookups, cancels and refusals. */
  run_id: string | null;
  /** Counts the writes of one response from 0. */
  seq: number;
  /** `headers`, an event type, `raw`, `malformed`, `body`, `end`, `reset` or `socket_close`. */
  kind: string;
  /** Header block, or payload without the chunk framing. */
  bytes: number;
  before_ms: number;
  after_ms: number;
  /** When the script wanted it; only on scripted events. */
  due_ms?: number;
  /** Which piece of an event that was split, from 1. */
  part?: number;
  parts?: number;
  /** Bytes the kernel has not taken yet: the client reads too slowly and `after_ms` is not their time. */
  buffered_bytes?: number;
}

/** One request to an LLM endpoint; written when it is over and no other is open. */
export interface LlmRequestRecord {
  record: "llm_request";
  request: number;
  /** The id inside the response. */
  run_id: string;
  /** What the client sent as x-request-id. */
  client_request_id: string | null;
  path: string;
  remote_port: number | null;
  /** When the first and the last read returned that brought bytes of the request. */
  first_byte_ms: number;
  received_ms: number;
  is_streamed: boolean;
  prompt_tokens: number;
  cached_tokens: number;
  /** As the usage has it. */
  output_tokens: number;
  /** How many requests waited for a slot when this one came. */
  queued_requests: number;
  slot_ms: number | null;
  end_ms: number | null;
  /** `fault`: what the script asked for; `client_left`: the client closed first. */
  outcome: "open" | "completed" | "fault" | "refused" | "client_left";
  writes: WriteTable;
}
