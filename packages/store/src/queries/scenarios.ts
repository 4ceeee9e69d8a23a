import { RunSettings } from "@tfbench/contracts";
import type { Scenario } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { catalogueCondition, catalogueValues } from "./catalogue-page.ts";
import type { CataloguePage } from "./catalogue-page.ts";

type Key = { project_id: number; id: number };
export type ScenarioFields = Pick<
  Scenario,
  "name" | "automation_id" | "target_id" | "description" | "inputs_template" | "run_settings" | "slos"
>;

const SELECT = `
  SELECT s.id, s.name, s.automation_id, a.name AS automation_name, a.provider, s.target_id, coalesce(t.name, '') AS target_name,
         s.description, s.inputs_template, s.run_settings, s.slos, s.archived_at, s.created_at, s.updated_at
  FROM scenarios s
  JOIN automations a ON a.id = s.automation_id
  LEFT JOIN targets t ON t.id = coalesce(s.target_id, (SELECT d.id FROM targets d WHERE d.project_id = s.project_id AND d.provider = a.provider AND d.is_default))`;

/** Settings that came to be after a row was written take their defaults. */
const read = (row: Scenario): Scenario => ({ ...row, run_settings: RunSettings.parse(row.run_settings) });

async function select(sql: Sql, rest: string, values: unknown[]): Promise<Scenario[]> {
  return (await sql.query<Scenario>(`${SELECT} ${rest}`, values)).map(read);
}

const fieldValues = (fields: ScenarioFields): unknown[] => [
  fields.name,
  fields.automation_id,
  fields.target_id,
  fields.description,
  JSON.stringify(fields.inputs_template),
  JSON.stringify(fields.run_settings),
  JSON.stringify(fields.slos),
];

async function insert(sql: Sql, row: ScenarioFields & { project_id: number }): Promise<number | undefined> {
  const [inserted] = await sql.query<{ id: number }>(
    `INSERT INTO scenarios (project_id, name, automation_id, target_id, description, inputs_template, run_settings, slos)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb) RETURNING id`,
    [row.project_id, ...fieldValues(row)],
  );
  return inserted?.id;
}

const find = async (sql: Sql, key: Key): Promise<Scenario | undefined> =>
  (await select(sql, "WHERE s.project_id = $1 AND s.id = $2", [key.project_id, key.id]))[0];

/** Holds the row until the transaction ends. */
const findForUpdate = async (sql: Sql, key: Key): Promise<Scenario | undefined> =>
  (await select(sql, "WHERE s.project_id = $1 AND s.id = $2 FOR UPDATE OF s", [key.project_id, key.id]))[0];

const list = (
  sql: Sql,
  page: CataloguePage & { automation_id: number | null; target_id: number | null },
): Promise<Scenario[]> =>
  select(
    sql,
    `WHERE ${catalogueCondition("s")} AND ($5::int IS NULL OR s.automation_id = $5) AND ($6::int IS NULL OR s.target_id = $6)
     ORDER BY s.id DESC LIMIT $7`,
    [...catalogueValues(page), page.automation_id, page.target_id, page.limit],
  );

async function update(sql: Sql, key: Key, row: ScenarioFields & { is_archived: boolean }): Promise<void> {
  await sql.query(
    `UPDATE scenarios SET name = $3, automation_id = $4, target_id = $5, description = $6, inputs_template = $7::jsonb, run_settings = $8::jsonb, slos = $9::jsonb,
       archived_at = CASE WHEN $10 THEN coalesce(archived_at, now()) END, updated_at = now()
     WHERE project_id = $1 AND id = $2`,
    [key.project_id, key.id, ...fieldValues(row), row.is_archived],
  );
}

/** Raises the foreign-key violation when something hangs on the row. */
const remove = async (sql: Sql, key: Key): Promise<boolean> =>
  (await sql.query("DELETE FROM scenarios WHERE project_id = $1 AND id = $2 RETURNING id", [key.project_id, key.id]))
    .length > 0;

async function countDependents(sql: Sql, key: Key): Promise<{ runs: number }> {
  const [counts] = await sql.query<{ runs: number }>("SELECT count(*)::int AS runs FROM runs WHERE scenario_id = $1", [
    key.id,
  ]);
  return counts ?? { runs: 0 };
}

async function selectNames(
  sql: Sql,
  { project_id, ids }: { project_id: number; ids: readonly number[] },
): Promise<Map<number, string>> {
  const rows = await sql.query<{ id: number; name: string }>(
    "SELECT id, name FROM scenarios WHERE project_id = $1 AND id = ANY($2::integer[])",
    [project_id, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type HeldScenario = Pick<Scenario, "id" | "name" | "provider" | "slos">;

/** Those of the scenarios that have objectives. */
const selectHeld = (
  sql: Sql,
  { project_id, ids }: { project_id: number; ids: readonly number[] },
): Promise<HeldScenario[]> =>
  sql.query(
    `SELECT s.id, s.name, a.provider, s.slos FROM scenarios s JOIN automations a ON a.id = s.automation_id
     WHERE s.project_id = $1 AND s.id = ANY($2::integer[]) AND s.slos <> '[]' ORDER BY s.id`,
    [project_id, ids],
  );

/** The rows of `scenarios`, with the names of what they point at. */
export const scenarios = {
  insert,
  find,
  findForUpdate,
  list,
  names: selectNames,
  held: selectHeld,
  update,
  remove,
  countDependents,
};
