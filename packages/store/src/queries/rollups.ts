import type { Origin } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { measuredCondition } from "./finished-runs.ts";
import type { RunWindow } from "./finished-runs.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Which rollup: one hour of one scenario, automation and target. */
export type RollupKey = {
  project_id: number;
  origin: Origin;
  hour: string;
  scenario_id: number;
  automation_id: number;
  target_id: number;
};
/** `runs` is how many finished runs it holds; the rest is written and read by the statistics package. */
export type RollupFigures = {
  runs: number;
  counts: Record<string, number>;
  total_sketch: Uint8Array;
  ttft_sketch: Uint8Array;
  gap_sketch: Uint8Array;
};
export type Rollup = RollupKey & RollupFigures;

const KEY_COLUMNS = "project_id, origin, hour, scenario_id, automation_id, target_id";
const FIGURE_COLUMNS = "runs, counts, total_sketch, ttft_sketch, gap_sketch";
const KEY_TYPES = ["integer", "text", "timestamptz", "integer", "integer", "integer"];
const FIGURE_TYPES = ["integer", "jsonb", "bytea", "bytea", "bytea"];

const keyColumns = (keys: readonly RollupKey[]): unknown[] => [
  keys.map(({ project_id }) => project_id),
  keys.map(({ origin }) => origin),
  keys.map(({ hour }) => hour),
  keys.map(({ scenario_id }) => scenario_id),
  keys.map(({ automation_id }) => automation_id),
  keys.map(({ target_id }) => target_id),
];
const figureColumns = (figures: readonly RollupFigures[]): unknown[] => [
  figures.map(({ runs }) => runs),
  figures.map(({ counts }) => JSON.stringify(counts)),
  figures.map(({ total_sketch }) => Buffer.from(total_sketch)),
  figures.map(({ ttft_sketch }) => Buffer.from(ttft_sketch)),
  figures.map(({ gap_sketch }) => Buffer.from(gap_sketch)),
];
const unnested = (types: readonly string[], first: number): string =>
  `unnest(${types.map((type, i) => `$${first + i}::${type}[]`).join(", ")})`;

/**
 * Makes sure the rollups exist and locks them until the transaction ends; returns what they hold now.
 *
 * Two workers that finish runs of the same hours meet here. Rows are created in the order of their key and then locked
 * in that order. A worker that waits on a row another one is creating holds only rows it created itself, all of them
 * before that row; the other has passed those places already and found them taken or free. So nobody waits in a circle.
 */
async function lockRollups(tx: Sql, keys: readonly RollupKey[], empty: RollupFigures): Promise<Rollup[]> {
  const emptyRows = figureColumns(keys.map(() => empty));
  await tx.query(
    `
INSERT INTO run_rollups (${KEY_COLUMNS}, ${FIGURE_COLUMNS})
SELECT * FROM ${unnested([...KEY_TYPES, ...FIGURE_TYPES], 1)} AS added (${KEY_COLUMNS}, ${FIGURE_COLUMNS})
ORDER BY ${KEY_COLUMNS}
ON CONFLICT DO NOTHING`,
    [...keyColumns(keys), ...emptyRows],
  );
  return tx.query<Rollup>(
    `
SELECT ${KEY_COLUMNS}, ${FIGURE_COLUMNS} FROM run_rollups
WHERE (${KEY_COLUMNS}) IN (SELECT * FROM ${unnested(KEY_TYPES, 1)})
ORDER BY ${KEY_COLUMNS}
FOR UPDATE`,
    keyColumns(keys),
  );
}

/** Writes rollups that `lockRollups` returned in the same transaction. */
async function updateRollups(tx: Sql, rollups: readonly Rollup[]): Promise<void> {
  await tx.query(
    `
UPDATE run_rollups stored
SET runs = merged.runs, counts = merged.counts, total_sketch = merged.total_sketch, ttft_sketch = merged.ttft_sketch,
    gap_sketch = merged.gap_sketch
FROM ${unnested([...KEY_TYPES, ...FIGURE_TYPES], 1)} AS merged (${KEY_COLUMNS}, ${FIGURE_COLUMNS})
WHERE (stored.project_id, stored.origin, stored.hour, stored.scenario_id, stored.automation_id, stored.target_id)
    = (merged.project_id, merged.origin, merged.hour, merged.scenario_id, merged.automation_id, merged.target_id)`,
    [...keyColumns(rollups), ...figureColumns(rollups)],
  );
}

/** Hours of a project; of one origin, where it is named. */
export type RollupSpan = { project_id: number; from: string; to: string; origin?: Origin };

/** Replaces the rollups from `from` up to, not including, `to`. The caller has called `lockAllRollups`. */
async function replaceRollups(tx: Sql, span: RollupSpan, rollups: readonly Rollup[]): Promise<void> {
  await tx.query(
    "DELETE FROM run_rollups WHERE project_id = $1 AND hour >= $2 AND hour < $3 AND ($4::text IS NULL OR origin = $4)",
    [span.project_id, span.from, span.to, span.origin ?? null],
  );
  if (rollups.length === 0) return;
  await tx.query(
    `INSERT INTO run_rollups (${KEY_COLUMNS}, ${FIGURE_COLUMNS}) SELECT * FROM ${unnested([...KEY_TYPES, ...FIGURE_TYPES], 1)}`,
    [...keyColumns(rollups), ...figureColumns(rollups)],
  );
}

/**
 * Keeps everyone from changing rollups until the transaction ends; reading goes on. A transaction that finishes runs
 * inserts into rollups before it commits, so once this is granted every finished run it should see is committed, or its
 * rollup waits for us.
 */
async function lockAllRollups(tx: Sql): Promise<void> {
  await tx.query("LOCK TABLE run_rollups IN SHARE ROW EXCLUSIVE MODE");
}

/** The due time of the project's first run at or after an instant; null when there is none. */
async function selectNextDueAt(
  sql: Sql,
  { project_id, from }: { project_id: number; from: string },
): Promise<string | null> {
  const { text, values } = nextDueAtStatement({ project_id, from });
  const [row] = await sql.query<{ due_at: string }>(text, values);
  return row?.due_at ?? null;
}

export function nextDueAtStatement({ project_id, from }: { project_id: number; from: string }): Statement {
  return {
    text: "SELECT due_at FROM runs WHERE project_id = $1 AND due_at >= $2 ORDER BY due_at LIMIT 1",
    values: [project_id, from],
  };
}

/** Rollups of a window in order of the hour, in pages, so that other statements get their turn in between. */
async function* selectRollups(sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<Rollup[]> {
  let after: RollupKey | null = null;
  for (;;) {
    const { text, values } = rollupsStatement(window, { after, limit: page_size, columns: FIGURE_COLUMNS });
    const page: Rollup[] = await sql.query<Rollup>(text, values);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < page_size) return;
    after = last;
  }
}

function rollupsStatement(
  window: RunWindow,
  page: { after: RollupKey | null; limit: number; columns: string },
): Statement {
  const parameters = new StatementParameters();
  const conditions = rollupConditions(window, parameters);
  if (page.after !== null) {
    const { hour, scenario_id, automation_id, target_id } = page.after;
    const places = [hour, scenario_id, automation_id, target_id].map((value) => parameters.add(value));
    conditions.push(`(hour, scenario_id, automation_id, target_id) > (${places.join(", ")})`);
  }
  const text = `
SELECT ${KEY_COLUMNS}, ${page.columns} FROM run_rollups
WHERE ${conditions.join(" AND ")}
ORDER BY hour, scenario_id, automation_id, target_id LIMIT ${parameters.add(page.limit)}`;
  return { text, values: parameters.values };
}

/** What a rollup counted, without its sketches. */
export type RollupCounts = Pick<Rollup, "scenario_id" | "runs" | "counts">;

/** As `selectRollups`, without the sketches, which are most of a rollup's bytes. */
async function* selectRollupCounts(sql: Sql, window: RunWindow, page_size: number): AsyncGenerator<RollupCounts[]> {
  let after: RollupKey | null = null;
  for (;;) {
    const { text, values } = rollupsStatement(window, { after, limit: page_size, columns: "runs, counts" });
    const page: (RollupKey & RollupCounts)[] = await sql.query(text, values);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < page_size) return;
    after = last;
  }
}

/** The scenarios with the most finished runs in a window, most first. */
async function selectBusiestScenarios(
  sql: Sql,
  window: RunWindow,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  const parameters = new StatementParameters();
  const text = `
SELECT s.id, s.name
FROM (
  SELECT scenario_id, sum(runs) AS runs FROM run_rollups
  WHERE ${rollupConditions(window, parameters).join(" AND ")}
  GROUP BY scenario_id ORDER BY runs DESC, scenario_id LIMIT ${parameters.add(limit)}
) busiest
JOIN scenarios s ON s.id = busiest.scenario_id
ORDER BY busiest.runs DESC, s.id`;
  return sql.query<{ id: number; name: string }>(text, parameters.values);
}

function rollupConditions(window: RunWindow, parameters: StatementParameters): string[] {
  const conditions = [
    `project_id = ${parameters.add(window.project_id)}`,
    `origin = ${parameters.add(window.origin)}`,
    `hour >= ${parameters.add(window.from)}`,
    `hour < ${parameters.add(window.to)}`,
  ];
  for (const column of ["scenario_id", "automation_id", "target_id"] as const) {
    if (window[column] !== undefined) conditions.push(`${column} = ${parameters.add(window[column])}`);
  }
  if (window.measured !== undefined) conditions.push(measuredCondition(window.measured));
  return conditions;
}

/** Hourly figures per scenario. */
export const rollups = {
  lock: lockRollups,
  update: updateRollups,
  lockAll: lockAllRollups,
  replace: replaceRollups,
  readPages: selectRollups,
  readCounts: selectRollupCounts,
  busiestScenarios: selectBusiestScenarios,
  nextDueAt: selectNextDueAt,
};
