import type { Client } from "@tfbench/client";

type Filter = Parameters<Client["listRunFacets"]>[0];

/** Runs that were chosen one by one, over pages; or all that pass the filter, as many as were counted. */
export type SelectedRuns = { kind: "some"; ids: readonly number[] } | { kind: "all"; filter: Filter; count: number };

export const countSelected = (selected: SelectedRuns): number =>
  selected.kind === "some" ? selected.ids.length : selected.count;

/** What one call takes: small enough that it can be stopped soon after. */
const RUNS_PER_CALL = 200;

/** The ids of what is selected, in portions. Those of a filter are read as they are worked on, the newest first. */
export async function* readIds(api: Client, selected: SelectedRuns, signal: AbortSignal): AsyncGenerator<number[]> {
  if (selected.kind === "some") {
    for (let start = 0; start < selected.ids.length; start += RUNS_PER_CALL)
      yield selected.ids.slice(start, start + RUNS_PER_CALL);
    return;
  }
  let cursor: string | null = null;
  do {
    const place: { cursor?: string } = cursor === null ? {} : { cursor };
    const page: Awaited<ReturnType<Client["listRuns"]>> = await api.listRuns(
      { ...selected.filter, ...place, limit: RUNS_PER_CALL },
      { signal },
    );
    if (page.data.length > 0) yield page.data.map(({ id }) => id);
    cursor = page.next_cursor;
  } while (cursor !== null);
}
