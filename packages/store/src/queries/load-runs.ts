import type { CancelledBy, Goal, LoadPart, RunStatus, Stamps } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { readIndexPages } from "./read-index-pages.ts";
import type { IndexPage } from "./read-index-pages.ts";
import type { Statement } from "./statement.ts";

const FIGURES = [
  "total_duration_ms",
  "response_ms",
  "slot_wait_ms",
  "lag_ms",
  "connect_ms",
  "headers_ms",
  "ttft_ms",
  "ttft_sent_ms",
  "ttfo_ms",
  "ttst_ms",
  "tpot_ms",
  "output_tokens_per_second",
  "input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cached_tokens",
  "client_output_tokens",
  "cost_usd",
] as const;

/** An ended run of a load, as the load's report reads it. */
export type LoadRunRow = Record<(typeof FIGURES)[number], number | null> & {
  batch_index: number;
  status: RunStatus;
  goal: Goal;
  cancelled_by: CancelledBy | null;
  reason_code: string | null;
  error: string | null;
  started_at: string | null;
  coalesced: boolean | null;
  stamps: Stamps | null;
  gap_sketch: Buffer | null;
  chunk_log: Buffer | null;
  load_part: LoadPart | null;
};

/** Runs of a batch by their index. */
const readPages = (sql: Sql, batch_id: number, page_size: number): AsyncGenerator<LoadRunRow[]> =>
  readIndexPages({ sql, batch_id, page_size }, loadRunsStatement);

const loadRunsStatement = ({ batch_id, after_index, limit }: IndexPage): Statement => ({
  text: `SELECT batch_index, status, goal, cancelled_by, reason_code, error, started_at, coalesced, stamps, gap_sketch, chunk_log, load_part, ${FIGURES.join(", ")}
       FROM runs WHERE batch_id = $1 AND batch_index > $2 ORDER BY batch_index LIMIT $3`,
  values: [batch_id, after_index, limit],
});

/** Runs of loads with everything that is summed up of them. */
export const loadRuns = { readPages };
