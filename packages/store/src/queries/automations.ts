import type { Automation } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { catalogueCondition, catalogueValues } from "./catalogue-page.ts";
import type { CataloguePage } from "./catalogue-page.ts";

export type AutomationRow = Omit<Automation, "variables">;
type Key = { project_id: number; id: number };
export type AutomationFields = Pick<
  AutomationRow,
  "name" | "request" | "tinyfish_automation_id" | "description" | "default_inputs"
>;

const COLUMNS =
  "id, name, provider, request, tinyfish_automation_id, description, default_inputs, archived_at, created_at, updated_at";

const fieldValues = (fields: AutomationFields): unknown[] => [
  fields.name,
  JSON.stringify(fields.request),
  fields.tinyfish_automation_id,
  fields.description,
  JSON.stringify(fields.default_inputs),
];

async function insert(
  sql: Sql,
  row: AutomationFields & Pick<AutomationRow, "provider"> & { project_id: number },
): Promise<AutomationRow | undefined> {
  const [inserted] = await sql.query<AutomationRow>(
    `INSERT INTO automations (project_id, provider, name, request, tinyfish_automation_id, description, default_inputs)
     VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7::jsonb) RETURNING ${COLUMNS}`,
    [row.project_id, row.provider, ...fieldValues(row)],
  );
  return inserted;
}

const find = async (sql: Sql, key: Key): Promise<AutomationRow | undefined> =>
  (
    await sql.query<AutomationRow>(`SELECT ${COLUMNS} FROM automations WHERE project_id = $1 AND id = $2`, [
      key.project_id,
      key.id,
    ])
  )[0];

/** Holds the row until the transaction ends. */
const findForUpdate = async (sql: Sql, key: Key): Promise<AutomationRow | undefined> =>
  (
    await sql.query<AutomationRow>(`SELECT ${COLUMNS} FROM automations WHERE project_id = $1 AND id = $2 FOR UPDATE`, [
      key.project_id,
      key.id,
    ])
  )[0];

const list = (sql: Sql, page: CataloguePage): Promise<AutomationRow[]> =>
  sql.query<AutomationRow>(
    `SELECT ${COLUMNS} FROM automations a WHERE ${catalogueCondition("a")} ORDER BY id DESC LIMIT $5`,
    [...catalogueValues(page), page.limit],
  );

async function update(
  sql: Sql,
  key: Key,
  row: AutomationFields & { is_archived: boolean },
): Promise<AutomationRow | undefined> {
  const [updated] = await sql.query<AutomationRow>(
    `UPDATE automations SET name = $3, request = $4::jsonb, tinyfish_automation_id = $5, description = $6, default_inputs = $7::jsonb,
       archived_at = CASE WHEN $8 THEN coalesce(archived_at, now()) END, updated_at = now()
     WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [key.project_id, key.id, ...fieldValues(row), row.is_archived],
  );
  return updated;
}

/** Raises the foreign-key violation when something hangs on the row. */
const remove = async (sql: Sql, key: Key): Promise<boolean> =>
  (await sql.query("DELETE FROM automations WHERE project_id = $1 AND id = $2 RETURNING id", [key.project_id, key.id]))
    .length > 0;

async function countDependents(sql: Sql, key: Key): Promise<{ scenarios: number; runs: number }> {
  const [counts] = await sql.query<{ scenarios: number; runs: number }>(
    `SELECT (SELECT count(*)::int FROM scenarios WHERE automation_id = $1) AS scenarios,
            (SELECT count(*)::int FROM runs WHERE automation_id = $1) AS runs`,
    [key.id],
  );
  return counts ?? { scenarios: 0, runs: 0 };
}

/** The rows of `automations`. */
export const automations = { insert, find, findForUpdate, list, update, remove, countDependents };
