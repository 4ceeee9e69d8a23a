import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { queries } from "#api/queries.ts";
import { readId } from "#api/read-id.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { reportInput } from "./report-input.ts";
import { loadScenarioParams } from "./search-params.ts";
import { ScenarioView } from "./view.tsx";

type ScenarioPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: ScenarioPageProps): Promise<Metadata> {
  return { title: `Scenario ${(await params).id}` };
}

export default async function ScenarioPage({ params, searchParams }: ScenarioPageProps) {
  const id = readId((await params).id);
  if (id === null) notFound();
  const api = await serverApi();
  const input = reportInput(id, await loadScenarioParams(searchParams));
  return (
    <Prefetched
      load={(cache) =>
        Promise.all([
          cache.prefetchQuery(queries.scenario(api, id)),
          cache.prefetchQuery(queries.scenarioReport(api, input)),
        ])
      }
    >
      <ScenarioView key={id} id={id} />
    </Prefetched>
  );
}
