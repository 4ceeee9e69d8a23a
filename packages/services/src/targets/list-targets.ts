import type { Page, Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import { cutPage, readCatalogueQuery } from "../catalogue-page.ts";
import type { CatalogueQuery } from "../catalogue-page.ts";
import type { Context } from "../context.ts";

/** Newest first. */
export async function listTargets(ctx: Context, query: CatalogueQuery): Promise<Page<Target>> {
  const page = readCatalogueQuery(ctx, query);
  return cutPage(await targets.list(ctx.db, page), page);
}
