import { insertAudit, insertAudits } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import type { JsonObject } from "@tfbench/contracts";
import type { Context } from "./context.ts";

type Entry = { action: string; noun: string; noun_id: number; details?: JsonObject };

/** One row with each mutation, in the mutation's own transaction. */
export const recordAudit = (ctx: Context, tx: Sql, entry: Entry): Promise<void> =>
  insertAudit(tx, {
    ...entry,
    details: entry.details ?? {},
    project_id: ctx.project_id,
    actor: ctx.actor,
    request_id: ctx.request_id,
  });

/** The same row for each of several rows of one noun. */
export async function recordAudits(
  ctx: Context,
  tx: Sql,
  entry: Omit<Entry, "noun_id"> & { noun_ids: readonly number[] },
): Promise<void> {
  if (entry.noun_ids.length === 0) return;
  await insertAudits(tx, {
    ...entry,
    details: entry.details ?? {},
    project_id: ctx.project_id,
    actor: ctx.actor,
    request_id: ctx.request_id,
  });
}
