import type { CancelledBy, Goal, LoadPart, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { windowConditions } from "./finished-runs.ts";
import type { RunWindow } from "./finished-runs.ts";
import { inWindow } from "./in-window.ts";
import { isAfter, readDuePages } from "./read-due-pages.ts";
import type { DuePage } from "./read-due-pages.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** A finished run as far as comparisons and reports look at it. */
export type ReportRun = {
  id: number;
  batch_id: number;
  scenario_id: number;
  due_at: string;
  status: RunStatus;
  goal: Goal;
  cancelled_by: CancelledBy | null;
  reason_code: string | null;
  total_duration_ms: number | null;
  ttft_ms: number | null;
  cost_usd: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  output_tokens_per_second: number | null;
  load_part: LoadPart | null;
};

const COLUMNS =
  "r.id, r.batch_id, r.scenario_id, r.due_at, r.status, r.goal, r.cancelled_by, r.reason_code, r.total_duration_ms, r.ttft_ms, r.cost_usd, r.input_tokens, r.output_tokens, r.output_tokens_per_second, r.load_part";

/** Which part of a scenario's runs to draw: one of every `stride`. */
export type SampledScenario = { scenario_id: number; stride: number };

/**
 * A random sample of the runs of several scenarios: by a hash of the id, so that it is the same on every reading and
 * does not follow the place in the batch. The ids are picked from the index alone.
 */
async function sampleRuns(sql: Sql, window: RunWindow, scenarios: readonly SampledScenario[]): Promise<ReportRun[]> {
  if (scenarios.length === 0) return [];
  const { text, values } = sampleStatement(window, scenarios);
  return inWindow(await sql.query<ReportRun>(text, values));
}

export function sampleStatement(window: RunWindow, scenarios: readonly SampledScenario[]): Statement {
  const parameters = new StatementParameters();
  const conditions = windowConditions(window, parameters);
  const ids = parameters.add(scenarios.map(({ scenario_id }) => scenario_id));
  const strides = parameters.add(scenarios.map(({ stride }) => stride));
  const text = `
SELECT ${COLUMNS}
FROM (
  SELECT runs.id FROM runs
  JOIN unnest(${ids}::integer[], ${strides}::integer[]) AS sampled (scenario_id, stride) ON sampled.scenario_id = runs.scenario_id
  WHERE ${conditions} AND (hashint4(runs.id) & 2147483647) % sampled.stride = 0
) picked JOIN runs r ON r.id = picked.id
ORDER BY r.id`;
  return { text, values: parameters.values };
}

const readReportRuns = (sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<ReportRun[]> =>
  readDuePages({ sql, page_size }, (page) => reportRunsStatement(window, page));

export function reportRunsStatement(window: RunWindow, page: DuePage): Statement {
  const parameters = new StatementParameters();
  const conditions = windowConditions(window, parameters) + isAfter(page.after, parameters);
  const text = `
SELECT ${COLUMNS}, r.due_at::text AS exact_due_at
FROM (
  SELECT runs.id FROM runs WHERE ${conditions}
  ORDER BY runs.due_at DESC, runs.id DESC LIMIT ${parameters.add(page.limit)}
) picked JOIN runs r ON r.id = picked.id
ORDER BY r.due_at DESC, r.id DESC`;
  return { text, values: parameters.values };
}

/** What single runs said when they failed. */
async function readSayings(sql: Sql, ids: readonly number[]): Promise<{ id: number; said: string | null }[]> {
  if (ids.length === 0) return [];
  return sql.query(
    "SELECT id, left(coalesce(goal_reason, error), 500) AS said FROM runs WHERE id = ANY($1::integer[])",
    [ids],
  );
}

/** The newest run of each scenario that has one. */
async function selectNewest(sql: Sql, scenario_ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql.query<{ scenario_id: number; id: number }>(
    `SELECT wanted.scenario_id, newest.id FROM unnest($1::integer[]) AS wanted (scenario_id)
     CROSS JOIN LATERAL (SELECT id FROM runs WHERE runs.scenario_id = wanted.scenario_id ORDER BY id DESC LIMIT 1) newest`,
    [scenario_ids],
  );
  return new Map(rows.map(({ scenario_id, id }) => [scenario_id, id]));
}

/** Runs as comparisons and reports read them: none of a warm-up or cool-down. */
export const reportRuns = { sample: sampleRuns, newestOf: selectNewest, readPages: readReportRuns, readSayings };
