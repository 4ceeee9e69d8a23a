import type { CancelledBy, Goal, LoadPart, Measured, Origin, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { inWindow } from "./in-window.ts";
import { isAfter, readDuePages } from "./read-due-pages.ts";
import type { DuePage } from "./read-due-pages.ts";
import { readIndexPages } from "./read-index-pages.ts";
import type { IndexPage } from "./read-index-pages.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** What figures are made of: how a run ended and what was measured, and which rollup it belongs to. */
export type FinishedRun = {
  id: number;
  project_id: number;
  origin: Origin;
  scenario_id: number;
  automation_id: number;
  target_id: number;
  due_at: string;
  status: RunStatus;
  goal: Goal;
  cancelled_by: CancelledBy | null;
  total_duration_ms: number | null;
  ttft_ms: number | null;
  cost_usd: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  output_tokens_per_second: number | null;
  gap_sketch: Buffer | null;
  load_part: LoadPart | null;
};

/** The columns of a FinishedRun, for a SELECT or a RETURNING. */
export const FINISHED_RUN_COLUMNS =
  "id, project_id, origin, scenario_id, automation_id, target_id, due_at, status, goal, cancelled_by, total_duration_ms, ttft_ms, cost_usd, input_tokens, output_tokens, output_tokens_per_second, gap_sketch, load_part";

/** Finished runs of one origin by due time: `from` included, `to` not. */
export type RunWindow = {
  project_id: number;
  origin: Origin;
  from: string;
  to: string;
  scenario_id?: number | undefined;
  automation_id?: number | undefined;
  target_id?: number | undefined;
  /** Left out: whatever ran. */
  measured?: Measured | undefined;
};

/** Runs of agents or of endpoints alone, by the provider of their automation. */
export const measuredCondition = (measured: Measured): string =>
  `automation_id IN (SELECT id FROM automations WHERE provider ${measured === "agents" ? "=" : "<>"} 'tinyfish')`;

const NARROWING = ["scenario_id", "automation_id", "target_id"] as const;

/** For a statement on `runs`. */
export function windowConditions(window: RunWindow, parameters: StatementParameters): string {
  const conditions = [
    `runs.project_id = ${parameters.add(window.project_id)}`,
    `runs.origin = ${parameters.add(window.origin)}`,
    `runs.due_at >= ${parameters.add(window.from)}`,
    `runs.due_at < ${parameters.add(window.to)}`,
    "runs.status NOT IN ('queued', 'running')",
  ];
  for (const column of NARROWING) {
    if (window[column] !== undefined) conditions.push(`runs.${column} = ${parameters.add(window[column])}`);
  }
  if (window.measured !== undefined) conditions.push(measuredCondition(window.measured));
  return conditions.join(" AND ");
}

/** How many there are, counted no further than `ceiling`; those of warm-ups and cool-downs among them. */
async function countFinishedRuns(sql: Sql, window: RunWindow, ceiling: number): Promise<number> {
  const { text, values } = countFinishedRunsStatement(window, ceiling);
  const [row] = await sql.query<{ runs: number }>(text, values);
  return row?.runs ?? 0;
}

export function countFinishedRunsStatement(window: RunWindow, ceiling: number): Statement {
  const parameters = new StatementParameters();
  const text = `SELECT count(*) AS runs FROM (SELECT 1 FROM runs WHERE ${windowConditions(window, parameters)} LIMIT ${parameters.add(ceiling)}) counted`;
  return { text, values: parameters.values };
}

const selectFinishedRuns = (sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<FinishedRun[]> =>
  readDuePages({ sql, page_size }, (page) => finishedRunsStatement(window, page));

export function finishedRunsStatement(window: RunWindow, page: DuePage): Statement {
  const parameters = new StatementParameters();
  const conditions = windowConditions(window, parameters) + isAfter(page.after, parameters);
  const text = `
SELECT ${FINISHED_RUN_COLUMNS}, due_at::text AS exact_due_at
FROM runs WHERE ${conditions}
ORDER BY due_at DESC, id DESC LIMIT ${parameters.add(page.limit)}`;
  return { text, values: parameters.values };
}

/** Runs of one batch that have ended, in pages by index. */
async function* selectFinishedRunsOfBatch(
  sql: Sql,
  batch_id: number,
  page_size: number,
): AsyncGenerator<FinishedRun[]> {
  type Row = FinishedRun & { batch_index: number };
  for await (const page of readIndexPages<Row>({ sql, batch_id, page_size }, finishedRunsOfBatchStatement))
    yield inWindow(page);
}

export function finishedRunsOfBatchStatement(page: IndexPage): Statement {
  return {
    text: `
SELECT ${FINISHED_RUN_COLUMNS}, batch_index
FROM runs WHERE batch_id = $1 AND batch_index > $2 AND status NOT IN ('queued', 'running')
ORDER BY batch_index LIMIT $3`,
    values: [page.batch_id, page.after_index, page.limit],
  };
}

/** Runs of several batches that have ended, all at once: for batches of few runs. */
async function selectFinishedRunsOfBatches(
  sql: Sql,
  batch_ids: readonly number[],
): Promise<(FinishedRun & { batch_id: number })[]> {
  return sql.query(
    `SELECT ${FINISHED_RUN_COLUMNS}, batch_id FROM runs
     WHERE batch_id = ANY($1::integer[]) AND load_part IS NULL AND status NOT IN ('queued', 'running') ORDER BY batch_id, batch_index`,
    [batch_ids],
  );
}

/** Runs that have ended, as figures are made of them: none of a warm-up or cool-down. */
export const finishedRuns = {
  countUpTo: countFinishedRuns,
  readPages: selectFinishedRuns,
  readPagesOfBatch: selectFinishedRunsOfBatch,
  readOfBatches: selectFinishedRunsOfBatches,
};
