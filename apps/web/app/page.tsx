import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { kpiInput } from "./kpi-input.ts";
import { loadOverviewParams } from "./search-params.ts";
import { OverviewView } from "./view.tsx";

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const api = await serverApi();
  const params = await loadOverviewParams(searchParams);
  return (
    <Prefetched
      load={(cache) =>
        Promise.all([
          cache.prefetchQuery(queries.kpis(api, kpiInput(params))),
          cache.prefetchQuery(queries.trends(api, kpiInput(params))),
          cache.prefetchQuery(queries.openRuns(api)),
        ])
      }
    >
      <OverviewView />
    </Prefetched>
  );
}
