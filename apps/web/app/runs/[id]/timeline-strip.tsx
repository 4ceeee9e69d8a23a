"use client";

import type { Run, RunEvent } from "@tfbench/contracts";
import { useMemo } from "react";
import { isFinalRun } from "#components/is-final.ts";
import { useNow } from "#components/use-now.ts";
import { prepareStrip } from "./prepare-timeline.ts";

/** The whole run on one line: phases above, a mark per event below, heartbeats as short ticks. */
export function TimelineStrip({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const nowMs = useNow();
  const elapsedMs =
    isFinalRun(run.status) || run.started_at === null || nowMs === null ? null : nowMs - Date.parse(run.started_at);
  const strip = useMemo(() => prepareStrip({ run, events, elapsedMs }), [run, events, elapsedMs]);
  return (
    <div className="px-3 py-2">
      <div className="relative h-4 overflow-hidden rounded-chip bg-sunken">
        {strip.segments.map((segment) => (
          <span
            key={segment.name}
            title={`${segment.name}: ${segment.duration}. ${segment.definition}`}
            className="absolute inset-y-0 border-r border-panel"
            style={{
              left: `${segment.fromPercent}%`,
              width: `${segment.widthPercent}%`,
              background: `color-mix(in oklch, var(--live) ${segment.strength}%, var(--border))`,
            }}
          />
        ))}
      </div>
      <div aria-hidden className="relative mt-0.5 h-3">
        {strip.ticks.map((tick) => (
          <span
            key={tick.atPercent}
            className={
              tick.isHeartbeat ? "absolute top-0 h-1 w-px bg-muted opacity-60" : "absolute top-0 h-3 w-px bg-text"
            }
            style={{ left: `min(${tick.atPercent}%, calc(100% - 1px))` }}
          />
        ))}
      </div>
      <p className="mt-1 flex flex-wrap gap-x-3 text-meta text-muted">
        {strip.segments.map((segment) => (
          <span
            key={segment.name}
            className="inline-flex items-center gap-1 whitespace-nowrap"
            title={segment.definition}
          >
            <span
              aria-hidden
              className="size-2 rounded-[2px]"
              style={{ background: `color-mix(in oklch, var(--live) ${segment.strength}%, var(--border))` }}
            />
            {segment.name} {segment.duration}
          </span>
        ))}
        <span className="ml-auto whitespace-nowrap">{strip.length}</span>
      </p>
    </div>
  );
}
