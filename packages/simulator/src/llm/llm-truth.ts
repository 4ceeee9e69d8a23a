import { monotonicNowMs } from "../monotonic-now-ms.ts";
import type { LlmRequestRecord } from "../truth-record.ts";
import { createWriteColumns } from "./write-columns.ts";
import type { WriteColumns } from "./write-columns.ts";

/** The ground truth of one request in the making. */
export interface RequestTruth extends Omit<LlmRequestRecord, "writes"> {
  readonly writes: WriteColumns;
}

export type RequestTruthStart = Pick<
  LlmRequestRecord,
  "request" | "run_id" | "client_request_id" | "path" | "remote_port" | "first_byte_ms" | "received_ms"
>;

export interface LlmTruth {
  open(start: RequestTruthStart): RequestTruth;
  /** Ends the request's record; only the first call counts. */
  close(truth: RequestTruth, outcome: LlmRequestRecord["outcome"]): void;
  readonly openRequests: number;
  /** Finished and open ones, in the order they came. */
  records(): LlmRequestRecord[];
  /** The finished ones nobody took yet. */
  takeFinished(): LlmRequestRecord[];
  reset(): void;
}

export interface LlmTruthOptions {
  /** Writes kept in memory. */
  writesKept: number;
  /** Whether takeFinished will be called. */
  isTaken: boolean;
}

/** Requests keep typed arrays; they become records only when somebody asks. */
export function createLlmTruth({ writesKept, isTaken }: LlmTruthOptions): LlmTruth {
  const open = new Set<RequestTruth>();
  let finished: RequestTruth[] = [];
  let untaken: RequestTruth[] = [];
  let writes = 0;

  function forgetOldest(): void {
    let forgotten = 0;
    while (writes > writesKept && forgotten < finished.length) writes -= finished[forgotten++]?.writes.length ?? 0;
    finished.splice(0, forgotten);
  }

  return {
    open(start) {
      const truth: RequestTruth = { record: "llm_request", ...start, ...UNKNOWN, writes: createWriteColumns() };
      open.add(truth);
      return truth;
    },
    close(truth, outcome) {
      if (!open.delete(truth)) return;
      truth.outcome = outcome;
      truth.end_ms = monotonicNowMs();
      finished.push(truth);
      if (isTaken) untaken.push(truth);
      writes += truth.writes.length;
      // In large steps: moving a long list at every request's end would be felt by the other streams.
      if (writes > writesKept * 1.25) forgetOldest();
    },
    get openRequests() {
      return open.size;
    },
    records: () => [...finished, ...open].toSorted((a, b) => a.request - b.request).map(toRecord),
    takeFinished() {
      const taken = untaken;
      untaken = [];
      return taken.map(toRecord);
    },
    reset() {
      finished = [];
      untaken = [];
      writes = 0;
    },
  };
}

const UNKNOWN = {
  is_streamed: false,
  prompt_tokens: 0,
  cached_tokens: 0,
  output_tokens: 0,
  queued_requests: 0,
  slot_ms: null,
  end_ms: null,
  outcome: "open",
} as const;

function toRecord(truth: RequestTruth): LlmRequestRecord {
  return { ...truth, writes: truth.writes.table() };
}
