import type { CancelledBy, Goal, LoadPart, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { windowConditions } from "./finished-runs.ts";
import type { RunWindow } from "./finished-runs.ts";
import { inWindow } from "./in-window.ts";
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

/** Ended runs of a batch by their index, in pages, so that other statements get their turn in between. */
async function* readPagesOfBatch(sql: Sql, batch_id: number, page_size: number): AsyncGenerator<SloRunRow[]> {
  let after_index = -1;
  for (;;) {
    const page: (SloRunRow & { batch_index: number })[] = await sql.query(
      `SELECT ${COLUMNS}, batch_index FROM runs
       WHERE batch_id = $1 AND batch_index > $2 AND status NOT IN ('queued', 'running') ORDER BY batch_index LIMIT $3`,
      [batch_id, after_index, page_size],
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield inWindow(page);
    if (page.length < page_size) return;
    after_index = last.batch_index;
  }
}

/** Ended runs of a window, the latest due first, in pages. */
async function* readPages(sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<SloRunRow[]> {
  let after: { due_at: string; id: number } | null = null;
  for (;;) {
    const { text, values } = sloRunsStatement(window, { after, limit: page_size });
    const page: (SloRunRow & { exact_due_at: string })[] = await sql.query(text, values);
    const last = page.at(-1);
    if (last === undefined) return;
    yield inWindow(page);
    if (page.length < page_size) return;
    after = { due_at: last.exact_due_at, id: last.id };
  }
}

export function sloRunsStatement(
  window: RunWindow,
  page: { after: { due_at: string; id: number } | null; limit: number },
): Statement {
  const parameters = new StatementParameters();
  const conditions = windowConditions(window, parameters);
  const beyond =
    page.after === null
      ? ""
      : ` AND (due_at, id) < (${parameters.add(page.after.due_at)}::timestamptz, ${parameters.add(page.after.id)}::integer)`;
  const text = `
SELECT ${COLUMNS}, due_at::text AS exact_due_at
FROM runs WHERE ${conditions}${beyond}
ORDER BY due_at DESC, id DESC LIMIT ${parameters.add(page.limit)}`;
  return { text, values: parameters.values };
}

/** Runs as they are held against objectives: none of a warm-up or cool-down. */
export const sloRuns = { readPages, readPagesOfBatch };
