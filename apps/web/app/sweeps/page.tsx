import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { sweepsInput } from "./prepare.ts";
import { loadSweepsParams } from "./search-params.ts";
import { SweepsView } from "./view.tsx";

export const metadata: Metadata = { title: "Sweeps" };

export default async function SweepsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadSweepsParams(searchParams);
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.sweeps(api, sweepsInput(params)))}>
      <SweepsView />
    </Prefetched>
  );
}
