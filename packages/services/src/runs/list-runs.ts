import type { JsonValue, RunFilter, RunPage, RunSort } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor } from "../page-cursor.ts";
import { parseRunPlace } from "./run-position.ts";
import { searchOf } from "./search-of.ts";

export type ListRunsInput = {
  filter: RunFilter;
  sort: RunSort;
  /** `next_cursor` or `prev_cursor` of another page; null for the first page. */
  cursor: string | null;
  limit: number;
};

export async function listRuns(ctx: Context, { filter, sort, cursor, limit }: ListRunsInput): Promise<RunPage> {
  const scope: JsonValue = { list: "runs", project_id: ctx.project_id, sort, filter: definedOf(filter) };
  const place = cursor === null ? null : parseRunPlace(sort, decodePageCursor(scope, cursor));
  const toward = place?.toward ?? "next";
  const search = await searchOf(ctx, filter.search);

  // One more than asked for tells whether the list goes on.
  const found = await runs.listPage(ctx.db, {
    project_id: ctx.project_id,
    filter,
    search,
    sort,
    after: place?.after ?? null,
    toward,
    limit: limit + 1,
  });

  const goesOn = found.length > limit;
  const rows = toward === "next" ? found.slice(0, limit) : found.slice(-limit);
  // What a cursor came from lies on the other side of it.
  const hasNext = toward === "next" ? goesOn : true;
  const hasPrevious = toward === "next" ? place !== null : goesOn;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    data: rows.map(({ sort_keys: _, ...run }) => run),
    next_cursor: hasNext && last !== undefined ? encodePageCursor(scope, ["next", last.sort_keys]) : null,
    prev_cursor: hasPrevious && first !== undefined ? encodePageCursor(scope, ["previous", first.sort_keys]) : null,
  };
}

function definedOf(filter: RunFilter): JsonValue {
  return Object.fromEntries(Object.entries(filter).filter(([, wanted]) => wanted !== undefined)) as {
    [name: string]: JsonValue;
  };
}
