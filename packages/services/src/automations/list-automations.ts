import type { Automation, Page } from "@tfbench/contracts";
import { automations } from "@tfbench/store";
import { cutPage, readCatalogueQuery } from "../catalogue-page.ts";
import type { CatalogueQuery } from "../catalogue-page.ts";
import type { Context } from "../context.ts";
import { readAutomation } from "./read-automation.ts";

/** Newest first. */
export async function listAutomations(ctx: Context, query: CatalogueQuery): Promise<Page<Automation>> {
  const page = readCatalogueQuery(ctx, query);
  const rows = await automations.list(ctx.db, page);
  return cutPage(rows.map(readAutomation), page);
}
