import type { RunFacets } from "@tfbench/contracts";

export type FacetOption<Value> = { value: Value; label: string; count: number | null };
type Facet<Value> = { options: FacetOption<Value>[]; note?: string };

const MORE = "Only the 50 most frequent are listed; the search finds the others.";

/** What was chosen stays in sight, whatever the other filters leave of it; without counts there is only that. */
function facetOf<Value>(
  known: readonly FacetOption<Value>[] | undefined,
  chosen: readonly Value[],
  more: boolean,
): Facet<Value> {
  const options = [...(known ?? [])];
  for (const value of chosen) {
    if (!options.some((option) => option.value === value))
      options.push({ value, label: String(value), count: known === undefined ? null : 0 });
  }
  return { options, ...(more ? { note: MORE } : {}) };
}

type ValueFacet<Value> = { values: readonly { value: Value; count: number }[]; more: boolean };

/** Options of a filter by a word. */
export const wordOptions = <Value extends string>(
  facet: ValueFacet<Value> | undefined,
  chosen: readonly Value[],
): Facet<Value> =>
  facetOf(
    facet?.values.map(({ value, count }) => ({ value, label: value, count })),
    chosen,
    facet?.more ?? false,
  );

/** Options of a filter by what the installation defines. */
export const namedOptions = (facet: RunFacets["scenario"] | undefined, chosen: readonly number[]): Facet<number> =>
  facetOf(
    facet?.values.map(({ id, name, count }) => ({ value: id, label: name, count })),
    chosen,
    facet?.more ?? false,
  );
