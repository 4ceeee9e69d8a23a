import type { QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { queries } from "#api/queries.ts";
import { readId } from "#api/read-id.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { RunView } from "./view.tsx";

type RunPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

/** A result of megabytes would stand in the page's HTML as well: the browser fetches such a run for itself. */
const MOST_CHARACTERS = 200_000;

async function prefetchRun(cache: QueryClient, query: ReturnType<typeof queries.run>): Promise<void> {
  await cache.prefetchQuery(query);
  const run = cache.getQueryData(query.queryKey);
  const characters = run === undefined ? 0 : JSON.stringify([run.response_json, run.provider_run]).length;
  if (characters > MOST_CHARACTERS) cache.removeQueries({ queryKey: query.queryKey });
}

export default async function RunPage({ params }: RunPageProps) {
  const id = readId((await params).id);
  if (id === null) notFound();
  const api = await serverApi();
  return (
    <Prefetched load={(cache) => prefetchRun(cache, queries.run(api, id))}>
      <RunView key={id} id={id} />
    </Prefetched>
  );
}
