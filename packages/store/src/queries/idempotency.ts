import type { Sql } from "../sql.ts";

export type IdempotencyRow = { request_hash: string; batch_id: number };

const find = async (sql: Sql, key: { project_id: number; key: string }): Promise<IdempotencyRow | undefined> =>
  (
    await sql.query<IdempotencyRow>(
      "SELECT request_hash, batch_id FROM idempotency_keys WHERE project_id = $1 AND key = $2",
      [key.project_id, key.key],
    )
  )[0];

/** The rows of `idempotency_keys`; they are written together with their batch. */
export const idempotencyKeys = { find };
