import type { Measured, Origin, RunSummary } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import type { RunWindow } from "./finished-runs.ts";
import { RUN_SUMMARY_COLUMNS, RUN_SUMMARY_JOINS } from "./run-columns.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Which origins the project has runs of. */
async function selectOrigins(sql: Sql, project_id: number): Promise<Origin[]> {
  const { text, values } = originsStatement(project_id);
  const rows = await sql.query<{ origin: Origin }>(text, values);
  return rows.map(({ origin }) => origin);
}

/** Asks the index once per origin rather than looking at every run. */
export function originsStatement(project_id: number): Statement {
  return {
    text: `
SELECT origin FROM (VALUES ('real'), ('simulated'), ('sample')) AS origins (origin)
WHERE EXISTS (SELECT 1 FROM runs WHERE runs.project_id = $1 AND runs.origin = origins.origin)`,
    values: [project_id],
  };
}

/** Whether agents and endpoints have finished runs of an origin; asks for rollups only where there are automations of a kind. */
async function selectMeasured(sql: Sql, narrowed: Omit<RunWindow, "from" | "to" | "measured">): Promise<Measured[]> {
  const parameters = new StatementParameters();
  const conditions = [
    `r.project_id = ${parameters.add(narrowed.project_id)}`,
    `r.origin = ${parameters.add(narrowed.origin)}`,
  ];
  for (const column of ["scenario_id", "automation_id", "target_id"] as const) {
    if (narrowed[column] !== undefined) conditions.push(`r.${column} = ${parameters.add(narrowed[column])}`);
  }
  const text = `
SELECT measured FROM (VALUES ('agents', true), ('endpoints', false)) AS kinds (measured, is_agent)
WHERE EXISTS (
  SELECT 1 FROM automations a WHERE (a.provider = 'tinyfish') = is_agent
    AND EXISTS (SELECT 1 FROM run_rollups r WHERE r.automation_id = a.id AND ${conditions.join(" AND ")}))
ORDER BY measured`;
  const rows = await sql.query<{ measured: Measured }>(text, parameters.values);
  return rows.map(({ measured }) => measured);
}

export type RecentRunsOrder = Pick<
  RunWindow,
  "project_id" | "origin" | "scenario_id" | "automation_id" | "target_id"
> & { limit: number };

/** The runs due last. */
async function selectRecentRuns(sql: Sql, order: RecentRunsOrder): Promise<RunSummary[]> {
  const { text, values } = recentRunsStatement(order);
  return sql.query<RunSummary>(text, values);
}

export function recentRunsStatement(order: RecentRunsOrder): Statement {
  const parameters = new StatementParameters();
  const conditions = [`project_id = ${parameters.add(order.project_id)}`, `origin = ${parameters.add(order.origin)}`];
  for (const column of ["scenario_id", "automation_id", "target_id"] as const) {
    if (order[column] !== undefined) conditions.push(`${column} = ${parameters.add(order[column])}`);
  }
  const text = `
SELECT ${RUN_SUMMARY_COLUMNS}
FROM (SELECT id FROM runs WHERE ${conditions.join(" AND ")} ORDER BY due_at DESC, id DESC LIMIT ${parameters.add(order.limit)}) latest
JOIN runs r ON r.id = latest.id ${RUN_SUMMARY_JOINS}
ORDER BY r.due_at DESC, r.id DESC`;
  return { text, values: parameters.values };
}

/** What the overview reads beside figures. */
export const kpis = { origins: selectOrigins, measured: selectMeasured, recentRuns: selectRecentRuns };
