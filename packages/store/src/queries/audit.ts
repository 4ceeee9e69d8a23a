import type { JsonObject } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

export type AuditRow = {
  project_id: number;
  actor: string;
  action: string;
  noun: string;
  noun_id: number;
  request_id: string | null;
  details: JsonObject;
};

/** Belongs in the transaction of the mutation it tells of. */
export async function insertAudit(sql: Sql, row: AuditRow): Promise<void> {
  await sql.query(
    `INSERT INTO audit_log (project_id, actor, action, noun, noun_id, request_id, details)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    [row.project_id, row.actor, row.action, row.noun, row.noun_id, row.request_id, JSON.stringify(row.details)],
  );
}
