import type { Client } from "@tfbench/client";
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const ARCHIVED = ["exclude", "only", "include"] as const;

/** View state of the automations, scenarios and targets pages. `edit`, `copy` and `remove` name the row a dialog is about. */
export const catalogueParams = {
  search: parseAsString.withDefault(""),
  archived: parseAsStringLiteral(ARCHIVED).withDefault("exclude"),
  cursor: parseAsString,
  create: parseAsStringLiteral(["new"]),
  import: parseAsStringLiteral(["file"]),
  edit: parseAsInteger,
  copy: parseAsInteger,
  remove: parseAsInteger,
};
export const loadCatalogueParams = createLoader(catalogueParams);
export type CatalogueParams = Awaited<ReturnType<typeof loadCatalogueParams>>;

const PAGE_SIZE = 50;

/** What a list page asks the API for; server and browser must ask alike. */
export const catalogueInput = ({
  search,
  archived,
  cursor,
}: CatalogueParams): Parameters<Client["listAutomations"]>[0] => ({
  archived,
  limit: PAGE_SIZE,
  ...(search.trim() === "" ? {} : { search: search.trim() }),
  ...(cursor === null ? {} : { cursor }),
});

/** Closes whichever dialog is open. */
export const NO_DIALOG = { create: null, import: null, edit: null, copy: null, remove: null } as const;
