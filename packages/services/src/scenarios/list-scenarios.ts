import type { Page, Scenario } from "@tfbench/contracts";
import { scenarios } from "@tfbench/store";
import { cutPage, readCatalogueQuery } from "../catalogue-page.ts";
import type { CatalogueQuery } from "../catalogue-page.ts";
import type { Context } from "../context.ts";

export type ScenarioQuery = CatalogueQuery & { automation_id?: number | undefined; target_id?: number | undefined };

/** Newest first. */
export async function listScenarios(ctx: Context, query: ScenarioQuery): Promise<Page<Scenario>> {
  const page = readCatalogueQuery(ctx, query);
  const rows = await scenarios.list(ctx.db, {
    ...page,
    automation_id: query.automation_id ?? null,
    target_id: query.target_id ?? null,
  });
  return cutPage(rows, page);
}
