import type { RunColumn, RunFilter, RunSort } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { ExportedRun } from "@tfbench/store";
import type { Context } from "../context.ts";
import { readAhead } from "./read-ahead.ts";
import { searchOf } from "./search-of.ts";

export type ExportRunsInput = { filter: RunFilter; sort: RunSort; columns: readonly RunColumn[] };
export type RunExport = {
  /** How many runs the pages hold in all. */
  total: number;
  pages: AsyncGenerator<ExportedRun[]>;
};

/** Small enough that others get their turn at the embedded database in between. */
const RUNS_PER_PAGE = 1_000;

/**
 * Every run that passes the filter, once, in the list's order. Which runs those are is settled before the first page,
 * four bytes for each: runs that come in or move meanwhile change nothing, and how many there will be is known.
 */
export async function exportRuns(ctx: Context, { filter, sort, columns }: ExportRunsInput): Promise<RunExport> {
  const search = await searchOf(ctx, filter.search);
  const ids = await runs.listIds(ctx.db, { project_id: ctx.project_id, filter, search, sort });
  return { total: ids.length, pages: readAhead(readPages(ctx, ids, columns)) };
}

async function* readPages(ctx: Context, ids: Int32Array, columns: readonly RunColumn[]): AsyncGenerator<ExportedRun[]> {
  for (let start = 0; start < ids.length; start += RUNS_PER_PAGE)
    yield await runs.listByIds(ctx.db, { ids: ids.subarray(start, start + RUNS_PER_PAGE), columns });
}
