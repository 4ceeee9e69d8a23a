"use client";

import { elapsedSince } from "#format/elapsed-since.ts";
import { useNow } from "./use-now.ts";

/** How long something has been going on, counting. */
export function Elapsed({ since }: { since: string }) {
  const nowMs = useNow();
  return <span>{nowMs === null ? "" : elapsedSince(since, nowMs)}</span>;
}
