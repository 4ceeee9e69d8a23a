import { Goal, Origin, PartOfLoad, RunStatus, VerdictStand } from "@tfbench/contracts";
import type { RunFacets, RunFilter } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { FacetCount } from "@tfbench/store";
import type { Context } from "../context.ts";
import { searchOf } from "./search-of.ts";

const MOST_VALUES = 50;

/** How many runs each value of each filter would leave, every other filter kept. */
export async function listRunFacets(ctx: Context, filter: RunFilter): Promise<RunFacets> {
  const search = await searchOf(ctx, filter.search);
  const countWith = (wanted: RunFilter) =>
    runs.countFacets(ctx.db, { project_id: ctx.project_id, filter: wanted, search, limit: MOST_VALUES });
  const counted = await countWith(filter);
  const { load_part: asked = [], ...ofAnyPart } = filter;

  const of = (facet: string): FacetCount[] => counted.filter((each) => each.facet === facet);
  const total = totalOf(counted);
  return {
    total,
    status: facetOf(of("status"), ({ value, count }) => ({ value: RunStatus.parse(value), count })),
    goal: facetOf(of("goal"), ({ value, count }) => ({ value: Goal.parse(value), count })),
    origin: facetOf(of("origin"), ({ value, count }) => ({ value: Origin.parse(value), count })),
    reason_code: facetOf(of("reason_code"), ({ value, count }) => ({ value, count })),
    tag: facetOf(of("tag"), ({ value, count }) => ({ value, count })),
    verdict: facetOf(of("verdict"), ({ value, count }) => ({ value: VerdictStand.parse(value), count })),
    load_part: partsFacet(of("load_part"), asked.length === 0 ? total : totalOf(await countWith(ofAnyPart))),
    scenario: facetOf(of("scenario"), named),
    automation: facetOf(of("automation"), named),
    target: facetOf(of("target"), named),
  };
}

const named = ({ value, name, count }: FacetCount) => ({ id: Number(value), name: name ?? value, count });

/** The most frequent first, and among equals by value: what a union of statements does not promise. */
function facetOf<Item>(counted: readonly FacetCount[], item: (each: FacetCount) => Item) {
  const sorted = counted.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const distinct = sorted[0]?.distinct ?? 0;
  return { values: sorted.map(item), more: distinct > sorted.length, distinct };
}

const totalOf = (counted: readonly FacetCount[]): number => counted.find(({ facet }) => facet === "total")?.count ?? 0;

/** Runs of the warm-up and the cool-down are counted; what is left of all is measured. */
function partsFacet(others: readonly FacetCount[], all: number): RunFacets["load_part"] {
  const left = all - others.reduce((sum, { count }) => sum + count, 0);
  const values = others.map(({ value, count }) => ({ value: PartOfLoad.parse(value), count }));
  if (left > 0) values.push({ value: "measured", count: left });
  const sorted = values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: sorted, more: false, distinct: sorted.length };
}
