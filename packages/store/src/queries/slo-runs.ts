import type { CancelledBy, Goal, LoadPart, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { windowConditions } from "./finished-runs.ts";
import type { RunWindow } from "./finished-runs.ts";
import { inWindow } from "./in-window.ts";
import { isAfter, readDuePages } from "./read-due-pages.ts";
import type { DuePage } from "./read-due-pages.ts";
import { readIndexPages } from "./read-index-pages.ts";
import type { IndexPage } from "./read-index-pages.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

const FIGURES = [
  "total_duration_ms",
  "response_ms",
  "response_ttft_ms",
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
] as const;

/** An ended run with every figure an objective can limit. */
export type SloRunRow = Record<(typeof FIGURES)[number], number | null> & {
  id: number;
  due_at: string;
  status: RunStatus;
  goal: Goal;
  cancelled_by: CancelledBy | null;
  load_part: LoadPart | null;
};

const COLUMNS = `id, due_at, status, goal, cancelled_by, load_part, ${FIGURES.join(", ")}`;

/** Ended runs of a batch by their index. */
async function* readPagesOfBatch(sql: Sql, batch_id: number, page_size: number): AsyncGenerator<SloRunRow[]> {
  type Row = SloRunRow & { batch_index: number };
  for await (const page of readIndexPages<Row>({ sql, batch_id, page_size }, sloRunsOfBatchStatement))
    yield inWindow(page);
}

const sloRunsOfBatchStatement = ({ batch_id, after_index, limit }: IndexPage): Statement => ({
  text: `SELECT ${COLUMNS}, batch_index FROM runs
       WHERE batch_id = $1 AND batch_index > $2 AND status NOT IN ('queued', 'running') ORDER BY batch_index LIMIT $3`,
  values: [batch_id, after_index, limit],
});

/** Ended runs of a window, the latest due first. */
const readPages = (sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<SloRunRow[]> =>
  readDuePages({ sql, page_size }, (page) => sloRunsStatement(window, page));

function sloRunsStatement(window: RunWindow, page: DuePage): Statement {
  const parameters = new StatementParameters();
  const conditions = windowConditions(window, parameters) + isAfter(page.after, parameters);
  const text = `
SELECT ${COLUMNS}, due_at::text AS exact_due_at
FROM runs WHERE ${conditions}
ORDER BY due_at DESC, id DESC LIMIT ${parameters.add(page.limit)}`;
  return { text, values: parameters.values };
}

/** Runs as they are held against objectives: none of a warm-up or cool-down. */
export const sloRuns = { readPages, readPagesOfBatch };
