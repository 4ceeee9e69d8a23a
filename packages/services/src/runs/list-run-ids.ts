import type { RunFilter, RunIds } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { searchOf } from "./search-of.ts";

/**
 * Every run that passes the filter, by one statement: what is done to them one portion after another is done to these,
 * and to none that came in or moved meanwhile.
 */
export async function listRunIds(ctx: Context, filter: RunFilter): Promise<RunIds> {
  const search = await searchOf(ctx, filter.search);
  const ids = await runs.listIds(ctx.db, { project_id: ctx.project_id, filter, search, sort: "-id" });
  return { total: ids.length, ids: Array.from(ids) };
}
