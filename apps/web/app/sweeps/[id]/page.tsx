import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { queries } from "#api/queries.ts";
import { readId } from "#api/read-id.ts";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import { SweepView } from "./view.tsx";

type SweepPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: SweepPageProps): Promise<Metadata> {
  return { title: `Sweep ${(await params).id}` };
}

export default async function SweepPage({ params }: SweepPageProps) {
  const id = readId((await params).id);
  if (id === null) notFound();
  const api = await serverApi();
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.sweep(api, id))}>
      <SweepView key={id} id={id} />
    </Prefetched>
  );
}
