"use client";

import type { Run, RunEvent } from "@tfbench/contracts";
import { ArrowDownToLine } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { classNames } from "#components/class-names.ts";
import { isFinalRun } from "#components/is-final.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { VirtualList } from "#components/virtual-list.tsx";
import { countOf } from "#format/count-of.ts";
import { EventDetail } from "./event-detail.tsx";
import { isHeartbeat, prepareEventRows, type EventRow } from "./prepare-timeline.ts";
import { runParams } from "./search-params.ts";
import { TimelineStrip } from "./timeline-strip.tsx";
import type { Connection } from "./use-run-events.ts";

const LIST_PX = 420;
const CONNECTION_WORD: Record<Connection, string> = {
  connecting: "connecting",
  live: "live",
  reconnecting: "connection lost, reconnecting",
  complete: "complete",
};

function EventLine({ row, isOpen, onOpen }: { row: EventRow; isOpen: boolean; onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onOpen}
      className={classNames(
        "flex h-7 w-full items-center gap-3 border-b px-3 text-left text-meta hover:bg-sunken",
        isOpen && "bg-sunken",
        row.isHeartbeat && "text-muted",
      )}
    >
      <span className="w-20 shrink-0 text-right font-mono max-md:w-14">{row.offset}</span>
      <span
        className={classNames(
          "w-20 shrink-0 text-right font-mono text-muted max-md:w-14",
          row.isLongestGap && "font-strong text-text",
        )}
        title={row.isLongestGap ? "The longest gap" : undefined}
      >
        {row.delta}
      </span>
      <span className="w-28 shrink-0 truncate font-mono max-sm:hidden">{row.kind}</span>
      <span className="min-w-0 flex-1 truncate">{row.text}</span>
    </button>
  );
}

type TimelineProps = { run: Run; events: readonly RunEvent[]; connection: Connection };

/** What the run's stream brought, as it comes. */
export function Timeline({ run, events, connection }: TimelineProps) {
  const [params, setParams] = useQueryStates(runParams);
  const [isFollowing, setIsFollowing] = useState(!isFinalRun(run.status));
  const rows = useMemo(
    () => prepareEventRows(events, { withHeartbeats: params.heartbeats }),
    [events, params.heartbeats],
  );
  const opened = params.event === null ? null : (events.find((event) => event.seq === params.event) ?? null);
  const isWaiting = events.length === 0 && connection !== "complete";

  return (
    <section aria-labelledby="timeline-title" className="min-w-0 rounded-control border bg-panel">
      <TimelineHeader
        events={events}
        connection={connection}
        isFollowing={isFollowing}
        onFollowingChange={setIsFollowing}
      />
      <TimelineStrip run={run} events={events} />
      <div aria-hidden className="flex gap-3 border-y px-3 py-1 text-caption text-muted">
        <span className="w-20 shrink-0 text-right max-md:w-14">offset (ms)</span>
        <span className="w-20 shrink-0 text-right max-md:w-14">delta (ms)</span>
        <span className="w-28 shrink-0 max-sm:hidden">type</span>
        <span>text</span>
      </div>
      {isWaiting ? <WaitingForEvents isRunning={run.status === "running"} /> : null}
      {!isWaiting && rows.length === 0 ? <p className="px-3 py-6 text-muted">{noEventsText(run)}</p> : null}
      {rows.length === 0 ? null : (
        <VirtualList
          label="Events of the run"
          rows={rows}
          height={LIST_PX}
          rowKey={(row) => row.seq}
          isFollowing={isFollowing && connection !== "complete"}
          onFollowingChange={setIsFollowing}
        >
          {(row) => (
            <EventLine
              row={row}
              isOpen={row.seq === params.event}
              onOpen={() => void setParams({ event: row.seq === params.event ? null : row.seq })}
            />
          )}
        </VirtualList>
      )}
      {opened === null ? null : (
        <EventDetail
          event={opened}
          previous={events[events.indexOf(opened) - 1] ?? null}
          onClose={() => void setParams({ event: null })}
        />
      )}
    </section>
  );
}

type TimelineHeaderProps = {
  events: readonly RunEvent[];
  connection: Connection;
  isFollowing: boolean;
  onFollowingChange: (isFollowing: boolean) => void;
};

function TimelineHeader({ events, connection, isFollowing, onFollowingChange }: TimelineHeaderProps) {
  const [params, setParams] = useQueryStates(runParams);
  const heartbeats = useMemo(() => events.filter(isHeartbeat).length, [events]);
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-2">
      <h2 id="timeline-title" className="text-section">
        Events
      </h2>
      <span className="text-meta text-muted">{countOf(events.length, "event")}</span>
      <span
        role="status"
        className={classNames(
          "text-meta",
          connection === "live" ? "text-live" : connection === "reconnecting" ? "text-warn" : "text-muted",
        )}
      >
        {CONNECTION_WORD[connection]}
      </span>
      <div className="ml-auto flex items-center gap-2">
        {heartbeats === 0 ? null : (
          <Button
            size="dense"
            variant="quiet"
            aria-pressed={params.heartbeats}
            onClick={() => void setParams({ heartbeats: !params.heartbeats })}
          >
            {params.heartbeats ? "Hide" : "Show"} {countOf(heartbeats, "heartbeat")}
          </Button>
        )}
        {connection === "complete" ? null : (
          <Button size="dense" aria-pressed={isFollowing} onClick={() => onFollowingChange(!isFollowing)}>
            <ArrowDownToLine aria-hidden /> {isFollowing ? "Pause following" : "Follow"}
          </Button>
        )}
      </div>
    </header>
  );
}

function noEventsText({ event_count: count, origin }: Run): string {
  if (count === null || count === 0) return "The stream brought no event before the run ended.";
  return `The run had ${countOf(count, "event")}; ${origin === "sample" ? "of sample runs they are not kept" : "they are no longer kept"}.`;
}

function WaitingForEvents({ isRunning }: { isRunning: boolean }) {
  return (
    <div className="flex flex-col gap-2 px-3 py-3">
      <p className="text-muted">{isRunning ? "Waiting for the first event." : "Waiting for the run to start."}</p>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}
