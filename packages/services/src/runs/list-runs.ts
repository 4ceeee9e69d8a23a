import type { JsonValue, Page, RunFilter, RunSort, RunSummary } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { RunSearch } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor } from "../page-cursor.ts";
import { parseRunPosition } from "./run-position.ts";

export type ListRunsInput = {
  filter: RunFilter;
  sort: RunSort;
  /** `next_cursor` of the page before; null for the first page. */
  cursor: string | null;
  limit: number;
};

export async function listRuns(
  ctx: Context,
  { filter, sort, cursor, limit }: ListRunsInput,
): Promise<Page<RunSummary>> {
  const scope: JsonValue = { list: "runs", project_id: ctx.project_id, sort, filter: definedOf(filter) };
  const after = cursor === null ? null : parseRunPosition(sort, decodePageCursor(scope, cursor));
  const search = await searchOf(ctx, filter.search);

  // One more than asked for tells whether there is a next page.
  const rows = await runs.listPage(ctx.db, {
    project_id: ctx.project_id,
    filter,
    search,
    sort,
    after,
    limit: limit + 1,
  });

  const last = rows[limit - 1];
  const next_cursor =
    rows.length > limit && last !== undefined ? encodePageCursor(scope, [last.sort_key, last.id]) : null;
  return { data: rows.slice(0, limit).map(({ sort_key: _, ...run }) => run), next_cursor };
}

async function searchOf(ctx: Context, wanted: string | undefined): Promise<RunSearch | null> {
  const text = wanted?.trim() ?? "";
  if (text === "") return null;
  return { text, scenario_ids: await runs.scenarioIdsNamed(ctx.db, { project_id: ctx.project_id, text }) };
}

function definedOf(filter: RunFilter): JsonValue {
  return Object.fromEntries(Object.entries(filter).filter(([, wanted]) => wanted !== undefined)) as {
    [name: string]: JsonValue;
  };
}
