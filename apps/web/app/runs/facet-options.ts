import type { RunFacets } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

export type FacetOption<Value> = { value: Value; label: string; count: number | null };
type Facet<Value> = { options: FacetOption<Value>[]; note?: string };

/** Options are narrowed by typing among those that are listed. */
const sayMore = (listed: number, distinct: number) =>
  `The ${formatNumber(listed)} most frequent of ${formatNumber(distinct)} are listed and found here. Other filters and the search bring up the rest.`;

/** What was chosen stays in sight, whatever the other filters leave of it; without counts there is only that. */
function facetOf<Value>(
  known: { options: readonly FacetOption<Value>[]; distinct: number } | undefined,
  chosen: readonly Value[],
): Facet<Value> {
  const listed = known?.options ?? [];
  const options = [...listed];
  for (const value of chosen) {
    if (!options.some((option) => option.value === value))
      options.push({ value, label: String(value), count: known === undefined ? null : 0 });
  }
  const distinct = known?.distinct ?? 0;
  return { options, ...(distinct > listed.length ? { note: sayMore(listed.length, distinct) } : {}) };
}

type ValueFacet<Value> = { values: readonly { value: Value; count: number }[]; distinct: number };

/** Options of a filter by a word. */
export const wordOptions = <Value extends string>(
  facet: ValueFacet<Value> | undefined,
  chosen: readonly Value[],
): Facet<Value> =>
  facetOf(
    facet && {
      options: facet.values.map(({ value, count }) => ({ value, label: value, count })),
      distinct: facet.distinct,
    },
    chosen,
  );

/** Options of a filter by what the installation defines. */
export const namedOptions = (facet: RunFacets["scenario"] | undefined, chosen: readonly number[]): Facet<number> =>
  facetOf(
    facet && {
      options: facet.values.map(({ id, name, count }) => ({ value: id, label: name, count })),
      distinct: facet.distinct,
    },
    chosen,
  );
