"use client";

import { useIsHydrated } from "#components/use-is-hydrated.ts";
import { formatExact, formatUtc } from "#format/format-instant.ts";

/** The moment of an event on the wall clock: the run's start by that clock, and from there the monotonic offset. */
export function WallTime({ startedAt, offsetMs }: { startedAt: string; offsetMs: number }) {
  const isHydrated = useIsHydrated();
  const at = new Date(Date.parse(startedAt) + offsetMs).toISOString();
  return (
    <time dateTime={at} title={formatUtc(at)} className="whitespace-nowrap">
      {isHydrated ? formatExact(at) : formatUtc(at)}
    </time>
  );
}
