import type { Client } from "@tfbench/client";

type Filter = Parameters<Client["listRunFacets"]>[0];

/** Runs that were chosen one by one, over pages; or all that pass the filter, as many as were counted. */
export type SelectedRuns = { kind: "some"; ids: readonly number[] } | { kind: "all"; filter: Filter; count: number };

export const countSelected = (selected: SelectedRuns): number =>
  selected.kind === "some" ? selected.ids.length : selected.count;

/** What one call takes: small enough that it can be stopped soon after. */
const RUNS_PER_CALL = 200;

/** The ids of what is selected; those of a filter as they are at this moment, whatever comes in afterwards. */
export async function readIds(
  api: Pick<Client, "listRunIds">,
  selected: SelectedRuns,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (selected.kind === "some") return selected.ids;
  const { ids } = await api.listRunIds(selected.filter, { signal });
  return ids;
}

export const inPortions = (ids: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(ids.length / RUNS_PER_CALL) }, (_, portion) =>
    ids.slice(portion * RUNS_PER_CALL, (portion + 1) * RUNS_PER_CALL),
  );
