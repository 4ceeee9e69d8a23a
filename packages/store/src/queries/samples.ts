import type { Sql } from "../sql.ts";

export type LoadedShape = { shape: string | null; runs: number };
/** An untouched sample: named and described as it was written, never changed since. */
export type SampleName = { name: string; description: string };

/** Sample runs by the shape they were written for. Sample batches are written whole, so their counts are their runs'. */
async function countByShape(sql: Sql, project_id: number): Promise<LoadedShape[]> {
  return sql.query<LoadedShape>(
    `SELECT labels ->> 'sample' AS shape, sum(run_count)::int AS runs FROM batches
     WHERE project_id = $1 AND origin = 'sample' GROUP BY 1`,
    [project_id],
  );
}

export type OldestBatches = { ids: number[]; runs: number; from: string; to: string };

/**
 * The oldest sample batches with about `limit` runs, at least one; null when there is none. `from` and `to` are the
 * full hours that their runs' rollups lie in.
 */
async function findOldest(
  tx: Sql,
  { project_id, limit }: { project_id: number; limit: number },
): Promise<OldestBatches | null> {
  const [oldest] = await tx.query<{ ids: number[] | null; runs: number | null; from: string; to: string }>(
    `WITH ordered AS (
       SELECT id, run_count, sum(run_count) OVER (ORDER BY started_at, id) - run_count AS earlier
       FROM batches WHERE project_id = $1 AND origin = 'sample'
     ), oldest AS (SELECT id, run_count FROM ordered WHERE earlier < $2)
     SELECT (SELECT array_agg(id) FROM oldest) AS ids, (SELECT sum(run_count)::int FROM oldest) AS runs,
            date_trunc('hour', min(due_at), 'UTC') AS "from", date_trunc('hour', max(due_at), 'UTC') + interval '1 hour' AS "to"
     FROM runs WHERE batch_id IN (SELECT id FROM oldest)`,
    [project_id, limit],
  );
  if (oldest === undefined || oldest.ids === null || oldest.runs === null) return null;
  return { ids: oldest.ids, runs: oldest.runs, from: oldest.from, to: oldest.to };
}

/** Deletes batches with everything of their runs. */
async function removeBatches(tx: Sql, ids: readonly number[]): Promise<void> {
  for (const table of ["run_events", "run_chunks"])
    await tx.query(`DELETE FROM ${table} WHERE run_id IN (SELECT id FROM runs WHERE batch_id = ANY($1::integer[]))`, [
      ids,
    ]);
  await tx.query("DELETE FROM runs WHERE batch_id = ANY($1::integer[])", [ids]);
  await tx.query("DELETE FROM batches WHERE id = ANY($1::integer[])", [ids]);
}

const UNTOUCHED = `(name, description) IN (SELECT * FROM unnest($2::text[], $3::text[])) AND updated_at = created_at`;

const namesOf = (samples: readonly SampleName[]) => [
  samples.map(({ name }) => name),
  samples.map(({ description }) => description),
];

/** Deletes scenarios that are as they were written as samples and that nothing hangs on; returns their ids. */
async function removeScenarios(tx: Sql, project_id: number, samples: readonly SampleName[]): Promise<number[]> {
  const removed = await tx.query<{ id: number }>(
    `DELETE FROM scenarios s WHERE project_id = $1 AND ${UNTOUCHED}
       AND NOT EXISTS (SELECT FROM batches WHERE scenario_id = s.id) RETURNING id`,
    [project_id, ...namesOf(samples)],
  );
  return removed.map(({ id }) => id);
}

/** As `removeScenarios`, for automations. */
async function removeAutomations(tx: Sql, project_id: number, samples: readonly SampleName[]): Promise<number[]> {
  const removed = await tx.query<{ id: number }>(
    `DELETE FROM automations a WHERE project_id = $1 AND ${UNTOUCHED}
       AND NOT EXISTS (SELECT FROM scenarios WHERE automation_id = a.id)
       AND NOT EXISTS (SELECT FROM batches WHERE automation_id = a.id) RETURNING id`,
    [project_id, ...namesOf(samples)],
  );
  return removed.map(({ id }) => id);
}

/** Sample data that is there: counting it and taking it away. */
export const samples = { countByShape, findOldest, removeBatches, removeScenarios, removeAutomations };
