import type { AuditEntry, AuditFilter, JsonObject } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { StatementParameters } from "./statement.ts";

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

export type AuditPageOrder = { project_id: number; filter: AuditFilter; before_id: number | null; limit: number };

/** Audit rows, the newest first. */
export async function selectAuditPage(
  sql: Sql,
  { project_id, filter, before_id, limit }: AuditPageOrder,
): Promise<AuditEntry[]> {
  const parameters = new StatementParameters();
  const conditions = [`project_id = ${parameters.add(project_id)}`];
  if (filter.noun !== undefined) conditions.push(`noun = ${parameters.add(filter.noun)}`);
  if (filter.noun_id !== undefined) conditions.push(`noun_id = ${parameters.add(filter.noun_id)}`);
  if (before_id !== null) conditions.push(`id < ${parameters.add(before_id)}`);
  return sql.query<AuditEntry>(
    `SELECT id, at, actor, action, noun, noun_id, request_id, details FROM audit_log
     WHERE ${conditions.join(" AND ")} ORDER BY id DESC LIMIT ${parameters.add(limit)}`,
    parameters.values,
  );
}

/** The same for several rows of one noun. */
export async function insertAudits(
  sql: Sql,
  { noun_ids, ...row }: Omit<AuditRow, "noun_id"> & { noun_ids: readonly number[] },
): Promise<void> {
  await sql.query(
    `INSERT INTO audit_log (project_id, actor, action, noun, noun_id, request_id, details)
     SELECT $1::int, $2, $3, $4, noun_id, $6, $7::jsonb FROM unnest($5::integer[]) noun_id`,
    [row.project_id, row.actor, row.action, row.noun, noun_ids, row.request_id, JSON.stringify(row.details)],
  );
}
