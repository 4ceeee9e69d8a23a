import { MOST_TAGS } from "@tfbench/contracts";
import type { RunStatus, SetVerdict } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

type TagChange = { project_id: number; ids: readonly number[]; add: readonly string[]; remove: readonly string[] };
/** `changed_in` is the batch of a run whose tags are others now; null where they are as they were. */
export type TaggedRun = { id: number; has_too_many: boolean; changed_in: number | null };

/** Changes the tags of those of the runs that exist. A run that would have too many keeps those it has. */
const changeTags = (sql: Sql, { project_id, ids, add, remove }: TagChange): Promise<TaggedRun[]> =>
  sql.query<TaggedRun>(
    `WITH locked AS (
       SELECT id, tags FROM runs WHERE project_id = $1 AND id = ANY($2::integer[]) ORDER BY id FOR UPDATE
     ), wanted AS (
       SELECT id, tags, ARRAY(
         SELECT tag FROM (SELECT tag FROM unnest(tags) tag WHERE tag <> ALL ($4::text[]) UNION SELECT unnest($3::text[])) named (tag)
         ORDER BY tag COLLATE "C") AS tags_after
       FROM locked
     ), changed AS (
       UPDATE runs SET tags = tags_after FROM wanted
       WHERE runs.id = wanted.id AND cardinality(tags_after) <= $5 AND tags_after <> wanted.tags
       RETURNING runs.id, runs.batch_id
     )
     SELECT wanted.id, cardinality(tags_after) > $5 AS has_too_many, changed.batch_id AS changed_in
     FROM wanted LEFT JOIN changed USING (id) ORDER BY wanted.id`,
    [project_id, ids, add, remove, MOST_TAGS],
  );

type RunKey = { project_id: number; id: number };
export type JudgedRun = { batch_id: number; status: RunStatus; has_verdict: boolean };

/** Holds the run until the transaction ends. */
const findForVerdict = async (sql: Sql, { project_id, id }: RunKey): Promise<JudgedRun | undefined> =>
  (
    await sql.query<JudgedRun>(
      "SELECT batch_id, status, verdict_goal IS NOT NULL AS has_verdict FROM runs WHERE project_id = $1 AND id = $2 FOR UPDATE",
      [project_id, id],
    )
  )[0];

/** Null takes the verdict back. */
const setVerdict = async (sql: Sql, id: number, verdict: SetVerdict | null): Promise<void> => {
  await sql.query(
    "UPDATE runs SET verdict_goal = $2, verdict_note = $3, verdict_at = CASE WHEN $2::text IS NOT NULL THEN now() END WHERE id = $1",
    [id, verdict?.goal ?? null, verdict?.note ?? null],
  );
};

/** What people put on runs: tags and verdicts. Nothing that was measured changes. */
export const runMarks = { changeTags, findForVerdict, setVerdict };
