import type { AuditEntry, AuditFilter, JsonValue, Page } from "@tfbench/contracts";
import { selectAuditPage } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor, foreignCursor } from "../page-cursor.ts";

export type ListAuditLogInput = {
  filter: AuditFilter;
  /** `next_cursor` of the page before; null for the first page. */
  cursor: string | null;
  limit: number;
};

/** Who changed what, the newest first. */
export async function listAuditLog(
  ctx: Context,
  { filter, cursor, limit }: ListAuditLogInput,
): Promise<Page<AuditEntry>> {
  const { project_id } = ctx;
  const { noun = null, noun_id = null } = filter;
  const scope: JsonValue = { list: "audit", project_id, noun, noun_id };
  const before_id = cursor === null ? null : entryIdOf(decodePageCursor(scope, cursor));

  const rows = await selectAuditPage(ctx.db, { project_id, filter, before_id, limit: limit + 1 });

  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next_cursor: rows.length > limit && last !== undefined ? encodePageCursor(scope, last.id) : null };
}

function entryIdOf(position: unknown): number {
  if (typeof position !== "number" || !Number.isSafeInteger(position) || position < 1) throw foreignCursor();
  return position;
}
