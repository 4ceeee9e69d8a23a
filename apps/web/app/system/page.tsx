import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { auditInput, loadSystemParams } from "./search-params.ts";
import { SystemView } from "./view.tsx";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadSystemParams(searchParams);
  return (
    <Prefetched
      load={(cache) =>
        Promise.all([
          cache.prefetchQuery(queries.system(api)),
          cache.prefetchQuery(queries.auditLog(api, auditInput(params))),
        ])
      }
    >
      <SystemView />
    </Prefetched>
  );
}
