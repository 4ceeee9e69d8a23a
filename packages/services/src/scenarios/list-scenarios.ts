import type { ListedScenario, Page } from "@tfbench/contracts";
import { batches, scenarios } from "@tfbench/store";
import { withCounts } from "../batches/with-counts.ts";
import { cutPage, readCatalogueQuery } from "../catalogue-page.ts";
import type { CatalogueQuery } from "../catalogue-page.ts";
import type { Context } from "../context.ts";

export type ScenarioQuery = CatalogueQuery & { automation_id?: number | undefined; target_id?: number | undefined };

/** Newest first, each with its newest batch. */
export async function listScenarios(ctx: Context, query: ScenarioQuery): Promise<Page<ListedScenario>> {
  const page = readCatalogueQuery(ctx, query);
  const rows = await scenarios.list(ctx.db, {
    ...page,
    automation_id: query.automation_id ?? null,
    target_id: query.target_id ?? null,
  });
  const { data, next_cursor } = cutPage(rows, page);
  const last = await batches.last(
    ctx.db,
    data.map(({ id }) => id),
  );
  const counted = new Map(
    (await withCounts(ctx.db, last)).map(({ scenario_id, ...batch }) => [scenario_id, batch] as const),
  );
  return { data: data.map((row) => ({ ...row, last_batch: counted.get(row.id) ?? null })), next_cursor };
}
