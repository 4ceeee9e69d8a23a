import type { RerunOutcome } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

export type IdempotencyRow = { request_hash: string; batch_id: number; answer: RerunOutcome | null };

const find = async (sql: Sql, key: { project_id: number; key: string }): Promise<IdempotencyRow | undefined> =>
  (
    await sql.query<IdempotencyRow>(
      "SELECT request_hash, batch_id, answer FROM idempotency_keys WHERE project_id = $1 AND key = $2",
      [key.project_id, key.key],
    )
  )[0];

/** What a request that made several batches was answered with; written together with them. */
const keepAnswer = async (sql: Sql, key: { project_id: number; key: string }, answer: RerunOutcome): Promise<void> => {
  await sql.query("UPDATE idempotency_keys SET answer = $3::jsonb WHERE project_id = $1 AND key = $2", [
    key.project_id,
    key.key,
    JSON.stringify(answer),
  ]);
};

/** The rows of `idempotency_keys`; they are written together with their batch. */
export const idempotencyKeys = { find, keepAnswer };
