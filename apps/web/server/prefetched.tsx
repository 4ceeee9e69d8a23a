import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

/** A slow API must not hold the page back: past this the browser fetches for itself and shows that it waits. */
const PATIENCE_MS = 800;

type PrefetchedProps = {
  /** Starts the page's reads on the given cache; a read that fails is simply left to the browser. */
  load: (cache: QueryClient) => Promise<unknown>;
  children: ReactNode;
};

/** Fills the first paint with what the page's views will ask for. */
export async function Prefetched({ load, children }: PrefetchedProps) {
  const cache = new QueryClient();
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, PATIENCE_MS);
  await Promise.race([load(cache), patience.promise]);
  clearTimeout(timer);
  return <HydrationBoundary state={dehydrate(cache)}>{children}</HydrationBoundary>;
}
