import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { queries } from "#api/queries.ts";
import { readId } from "#api/read-id.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { BatchView } from "./view.tsx";

type BatchPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: BatchPageProps): Promise<Metadata> {
  return { title: `Batch ${(await params).id}` };
}

export default async function BatchPage({ params }: BatchPageProps) {
  const id = readId((await params).id);
  if (id === null) notFound();
  const api = await serverApi();
  return (
    <Prefetched
      load={(cache) =>
        Promise.all([cache.prefetchQuery(queries.batch(api, id)), cache.prefetchQuery(queries.batchReport(api, id))])
      }
    >
      <BatchView key={id} id={id} />
    </Prefetched>
  );
}
