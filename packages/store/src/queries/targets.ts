import { Limits, Timeouts } from "@tfbench/contracts";
import type { Prices, Provider, Target, VersionedPrices } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { catalogueValues } from "./catalogue-page.ts";
import type { CataloguePage } from "./catalogue-page.ts";

type Key = { project_id: number; id: number };
export type TargetFields = Pick<Target, "name" | "base_url" | "credential" | "simulated" | "limits" | "timeouts">;

const TOKEN_PRICES = [
  "usd_per_million_input_tokens",
  "usd_per_million_output_tokens",
  "usd_per_million_cached_tokens",
] as const satisfies (keyof Prices)[];
const PRICE_COLUMNS = ["usd_per_step", "bills", ...TOKEN_PRICES] as const;

const SELECT = `
  SELECT t.id, t.name, t.provider, t.base_url, t.credential, t.simulated, t.is_default, t.builtin, t.limits, t.timeouts,
         p.prices, t.archived_at, t.created_at, t.updated_at
  FROM targets t
  CROSS JOIN LATERAL (
    SELECT jsonb_build_object('version', version, 'usd_per_step', usd_per_step, 'bills', bills, ${TOKEN_PRICES.map((name) => `'${name}', ${name}`).join(", ")},
             'effective_at', to_char(effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS prices
    FROM target_prices WHERE target_id = t.id ORDER BY version DESC LIMIT 1
  ) p`;

/** Settings that came to be after a row was written take their defaults. */
const read = (row: Target): Target => ({
  ...row,
  limits: Limits.parse(row.limits),
  timeouts: Timeouts.parse(row.timeouts),
});

async function select(sql: Sql, rest: string, values: unknown[]): Promise<Target[]> {
  return (await sql.query<Target>(`${SELECT} ${rest}`, values)).map(read);
}

const fieldValues = (fields: TargetFields): unknown[] => [
  fields.name,
  fields.base_url,
  fields.credential,
  fields.simulated,
  JSON.stringify(fields.limits),
  JSON.stringify(fields.timeouts),
];

async function insert(
  sql: Sql,
  row: TargetFields & Pick<Target, "provider" | "builtin"> & { project_id: number; prices: Prices },
): Promise<number | undefined> {
  const [inserted] = await sql.query<{ id: number }>(
    `WITH target AS (
       INSERT INTO targets (project_id, provider, builtin, name, base_url, credential, simulated, limits, timeouts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb) RETURNING id
     ), price AS (
       INSERT INTO target_prices (target_id, version, ${PRICE_COLUMNS.join(", ")})
       SELECT id, 1, $10::numeric, $11, $12::numeric, $13::numeric, $14::numeric FROM target
     )
     SELECT id FROM target`,
    [row.project_id, row.provider, row.builtin, ...fieldValues(row), ...priceValues(row.prices)],
  );
  return inserted?.id;
}

const find = async (sql: Sql, key: Key): Promise<Target | undefined> =>
  (await select(sql, "WHERE t.project_id = $1 AND t.id = $2", [key.project_id, key.id]))[0];

/** Holds the row until the transaction ends. */
const findForUpdate = async (sql: Sql, key: Key): Promise<Target | undefined> =>
  (await select(sql, "WHERE t.project_id = $1 AND t.id = $2 FOR UPDATE OF t", [key.project_id, key.id]))[0];

const findBuiltin = async (sql: Sql, key: { project_id: number; builtin: string }): Promise<Target | undefined> =>
  (await select(sql, "WHERE t.project_id = $1 AND t.builtin = $2", [key.project_id, key.builtin]))[0];

const findDefault = async (sql: Sql, key: { project_id: number; provider: Provider }): Promise<Target | undefined> =>
  (
    await select(sql, "WHERE t.project_id = $1 AND t.provider = $2 AND t.is_default", [key.project_id, key.provider])
  )[0];

const list = (sql: Sql, page: CataloguePage): Promise<Target[]> =>
  select(
    sql,
    `WHERE t.project_id = $1 AND ($2::int IS NULL OR t.id < $2)
       AND ($3::text IS NULL OR strpos(lower(t.name || ' ' || t.base_url), lower($3)) > 0)
       AND ($4 = 'include' OR ($4 = 'only') = (t.archived_at IS NOT NULL))
     ORDER BY t.id DESC LIMIT $5`,
    [...catalogueValues(page), page.limit],
  );

async function update(sql: Sql, key: Key, row: TargetFields & { is_archived: boolean }): Promise<void> {
  await sql.query(
    `UPDATE targets SET name = $3, base_url = $4, credential = $5, simulated = $6, limits = $7::jsonb, timeouts = $8::jsonb,
       archived_at = CASE WHEN $9 THEN coalesce(archived_at, now()) END, updated_at = now()
     WHERE project_id = $1 AND id = $2`,
    [key.project_id, key.id, ...fieldValues(row), row.is_archived],
  );
}

/** The caller holds the target's row, so that two changes cannot take the same version. */
async function insertPrices(sql: Sql, targetId: number, prices: Omit<VersionedPrices, "effective_at">): Promise<void> {
  await sql.query(
    `INSERT INTO target_prices (target_id, version, ${PRICE_COLUMNS.join(", ")}) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [targetId, prices.version, ...priceValues(prices)],
  );
}

const priceValues = (prices: Prices): unknown[] => PRICE_COLUMNS.map((name) => prices[name] ?? null);

/** Callers that choose a default or keep the builtin targets follow one another. */
const holdProject = async (sql: Sql, projectId: number): Promise<void> => {
  await sql.query("SELECT id FROM projects WHERE id = $1 FOR UPDATE", [projectId]);
};

/** Makes one target the default of its provider; the caller holds the project. */
async function moveDefault(sql: Sql, key: Key): Promise<void> {
  await sql.query(
    `UPDATE targets SET is_default = false
     WHERE project_id = $1 AND is_default AND id <> $2 AND provider = (SELECT provider FROM targets WHERE id = $2)`,
    [key.project_id, key.id],
  );
  await sql.query("UPDATE targets SET is_default = true WHERE project_id = $1 AND id = $2", [key.project_id, key.id]);
}

/** Its provider has no default then; the caller holds the project. */
const dropDefault = async (sql: Sql, key: Key): Promise<void> => {
  await sql.query("UPDATE targets SET is_default = false WHERE project_id = $1 AND id = $2", [key.project_id, key.id]);
};

/** Raises the foreign-key violation when something hangs on the row. */
const remove = async (sql: Sql, key: Key): Promise<boolean> =>
  (await sql.query("DELETE FROM targets WHERE project_id = $1 AND id = $2 RETURNING id", [key.project_id, key.id]))
    .length > 0;

async function countDependents(sql: Sql, key: Key): Promise<{ scenarios: number; runs: number }> {
  const [counts] = await sql.query<{ scenarios: number; runs: number }>(
    `SELECT (SELECT count(*)::int FROM scenarios WHERE target_id = $1) AS scenarios,
            (SELECT count(*)::int FROM runs WHERE target_id = $1) AS runs`,
    [key.id],
  );
  return counts ?? { scenarios: 0, runs: 0 };
}

/** The rows of `targets`, each with its newest prices. */
export const targets = {
  insert,
  find,
  findForUpdate,
  findBuiltin,
  findDefault,
  list,
  update,
  insertPrices,
  holdProject,
  moveDefault,
  dropDefault,
  remove,
  countDependents,
};
