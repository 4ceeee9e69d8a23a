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

export default async function RunPage({ params }: RunPageProps) {
  const id = readId((await params).id);
  if (id === null) notFound();
  const api = await serverApi();
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.run(api, id))}>
      <RunView key={id} id={id} />
    </Prefetched>
  );
}
