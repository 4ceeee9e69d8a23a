import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { runsInput } from "./prepare.ts";
import { loadRunsParams } from "./search-params.ts";
import { RunsView } from "./view.tsx";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadRunsParams(searchParams);
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.runs(api, runsInput(params)))}>
      <RunsView />
    </Prefetched>
  );
}
