import { insertAudit } from "@tfbench/store";
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
