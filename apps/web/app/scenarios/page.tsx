import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { catalogueInput, loadCatalogueParams } from "#components/catalogue/catalogue-params.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { ScenariosView } from "./view.tsx";

export const metadata: Metadata = { title: "Scenarios" };

export default async function ScenariosPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadCatalogueParams(searchParams);
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.scenarios(api, catalogueInput(params)))}>
      <ScenariosView />
    </Prefetched>
  );
}
