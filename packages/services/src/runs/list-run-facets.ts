import { Goal, Origin, RunStatus, VerdictStand } from "@tfbench/contracts";
import type { RunFacets, RunFilter } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { FacetCount } from "@tfbench/store";
import type { Context } from "../context.ts";
import { searchOf } from "./search-of.ts";

const MOST_VALUES = 50;

/** How many runs each value of each filter would leave, every other filter kept. */
export async function listRunFacets(ctx: Context, filter: RunFilter): Promise<RunFacets> {
  const search = await searchOf(ctx, filter.search);
  const counted = await runs.countFacets(ctx.db, {
    project_id: ctx.project_id,
    filter,
    search,
    limit: MOST_VALUES + 1,
  });

  const of = (facet: string): FacetCount[] => counted.filter((each) => each.facet === facet);
  return {
    total: of("total")[0]?.count ?? 0,
    status: facetOf(of("status"), ({ value, count }) => ({ value: RunStatus.parse(value), count })),
    goal: facetOf(of("goal"), ({ value, count }) => ({ value: Goal.parse(value), count })),
    origin: facetOf(of("origin"), ({ value, count }) => ({ value: Origin.parse(value), count })),
    reason_code: facetOf(of("reason_code"), ({ value, count }) => ({ value, count })),
    tag: facetOf(of("tag"), ({ value, count }) => ({ value, count })),
    verdict: facetOf(of("verdict"), ({ value, count }) => ({ value: VerdictStand.parse(value), count })),
    scenario: facetOf(of("scenario"), named),
    automation: facetOf(of("automation"), named),
    target: facetOf(of("target"), named),
  };
}

const named = ({ value, name, count }: FacetCount) => ({ id: Number(value), name: name ?? value, count });

/** The most frequent first, and among equals by value: what a union of statements does not promise. */
function facetOf<Item>(counted: readonly FacetCount[], item: (each: FacetCount) => Item) {
  const sorted = counted.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: sorted.slice(0, MOST_VALUES).map(item), more: sorted.length > MOST_VALUES };
}
