import { AppError } from "@tfbench/contracts";
import type { Page } from "@tfbench/contracts";
import type { CataloguePage } from "@tfbench/store";
import type { Context } from "./context.ts";

export type CatalogueQuery = {
  cursor?: string | undefined;
  limit?: number | undefined;
  search?: string | undefined;
  archived?: "exclude" | "include" | "only" | undefined;
};

const DEFAULT_LIMIT = 50;
const CURSOR = /^c([1-9][0-9]{0,8})$/;

function readCursor(cursor: string): number {
  const id = CURSOR.exec(cursor)?.[1];
  if (id !== undefined) return Number(id);
  throw new AppError("invalid_input", "The cursor is not one this list gave.", {
    hint: "Use next_cursor of the page before, unchanged.",
    fields: [{ field: "query.cursor", message: "is not a cursor of this list" }],
  });
}

/** The part of a catalogue that a query asks for; one row more than the page, which tells whether there is another. */
export const readCatalogueQuery = (ctx: Context, query: CatalogueQuery): CataloguePage => ({
  project_id: ctx.project_id,
  before_id: query.cursor === undefined ? null : readCursor(query.cursor),
  limit: (query.limit ?? DEFAULT_LIMIT) + 1,
  search: query.search ?? null,
  archived: query.archived ?? "exclude",
});

/** Drops the row more than the page, and remembers where the next page begins. */
export function cutPage<T extends { id: number }>(rows: T[], page: CataloguePage): Page<T> {
  const data = rows.slice(0, page.limit - 1);
  const last = data.at(-1);
  return { data, next_cursor: rows.length < page.limit || last === undefined ? null : `c${last.id}` };
}
