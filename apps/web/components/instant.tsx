"use client";

import { formatExact, formatUtc, formatWhen } from "#format/format-instant.ts";
import { useNow } from "./use-now.ts";

/** A moment: relative up to a day, then the date, in the visitor's zone; exact and UTC on hover. */
export function Instant({ at, isExact = false }: { at: string; isExact?: boolean }) {
  const nowMs = useNow();
  if (nowMs === null) {
    return (
      <time dateTime={at} title={formatUtc(at)} className="whitespace-nowrap">
        {isExact ? formatExact(at, "UTC") : formatWhen(at, Number.POSITIVE_INFINITY, "UTC")}
      </time>
    );
  }
  return (
    <time dateTime={at} title={`${formatExact(at)}\n${formatUtc(at)}`} className="whitespace-nowrap">
      {isExact ? formatExact(at) : formatWhen(at, nowMs)}
    </time>
  );
}
