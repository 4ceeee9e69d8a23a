import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { batchesInput } from "./prepare.ts";
import { loadBatchesParams } from "./search-params.ts";
import { BatchesView } from "./view.tsx";

export const metadata: Metadata = { title: "Batches" };

export default async function BatchesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadBatchesParams(searchParams);
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.batches(api, batchesInput(params)))}>
      <BatchesView />
    </Prefetched>
  );
}
