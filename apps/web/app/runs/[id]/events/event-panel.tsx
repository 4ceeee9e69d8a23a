"use client";

import type { Run } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { useDeferredValue, useMemo, useState } from "react";
import { isFinalRun } from "#components/is-final.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { countOf } from "#format/count-of.ts";
import { runParams } from "../search-params.ts";
import { EventDetail } from "./event-detail.tsx";
import { EventList } from "./event-list.tsx";
import { EventToolbar } from "./event-toolbar.tsx";
import { prepareEvents } from "./prepare-events.ts";
import type { RunEvents } from "./use-run-events.ts";

const LIST_PX = 420;

/** What the run's stream brought, as it comes. */
export function EventPanel({ run, live }: { run: Run; live: RunEvents }) {
  const { events, connection } = live;
  const [params, setParams] = useQueryStates(runParams);
  const { heartbeats, kind: kinds } = params;
  // Typing must not wait until twenty thousand events have been looked through.
  const search = useDeferredValue(params.search);
  const list = useMemo(
    () => prepareEvents(events, { withHeartbeats: heartbeats, kinds, search }),
    [events, heartbeats, kinds, search],
  );
  const isLive = connection !== "complete";
  const [pausedAt, setPausedAt] = useState<number | null>(isFinalRun(run.status) ? 0 : null);
  const isFollowing = isLive && pausedAt === null;
  const follow = (isWanted: boolean) => setPausedAt(isWanted ? null : events.length);
  const openedAt = params.event === null ? -1 : events.findIndex(({ seq }) => seq === params.event);
  const opened = events[openedAt];
  const isFiltered = kinds.length > 0 || params.search.trim() !== "";

  return (
    <section aria-labelledby="events-title" className="min-w-0 self-start rounded-control border bg-panel">
      <EventToolbar
        live={live}
        hasEnded={isFinalRun(run.status)}
        shownCount={isFiltered ? list.shown.length : null}
        newCount={isLive && pausedAt !== null && !isFinalRun(run.status) ? events.length - pausedAt : 0}
        isFollowing={isFollowing}
        onFollowingChange={follow}
      />
      {run.provider === "tinyfish" ? null : (
        <p className="border-b px-3 py-1 text-meta text-muted">
          Of each event when it came, its size and its kind are kept; the whole text stands in the result.
        </p>
      )}
      <div aria-hidden className="flex gap-3 border-b px-3 py-1 text-caption text-muted">
        <span className="w-20 shrink-0 text-right max-md:w-16">offset (ms)</span>
        <span className="w-20 shrink-0 text-right max-md:w-16">delta (ms)</span>
        <span className="w-28 shrink-0 max-sm:hidden">kind</span>
        <span>{run.provider === "tinyfish" ? "text" : "size"}</span>
      </div>
      {list.shown.length > 0 ? (
        <EventList
          list={list}
          height={LIST_PX}
          openedSeq={params.event}
          onOpen={(event) => void setParams({ event })}
          isFollowing={isFollowing}
          onFollowingChange={follow}
        />
      ) : (
        <NoEvents
          run={run}
          isWaiting={events.length === 0 && isLive}
          isFiltered={isFiltered && events.length > 0}
          problem={live.problem}
        />
      )}
      {opened === undefined ? null : (
        <EventDetail
          event={opened}
          previous={events[openedAt - 1] ?? null}
          startedAt={run.started_at}
          onClose={() => void setParams({ event: null })}
        />
      )}
    </section>
  );
}

function noEventsText({ event_count: count, origin }: Run): string {
  if (count === null || count === 0) return "The stream brought no event before the run ended.";
  return `The run had ${countOf(count, "event")}; ${origin === "sample" ? "of sample runs they are not kept" : "they are no longer kept"}.`;
}

type NoEventsProps = { run: Run; isWaiting: boolean; isFiltered: boolean; problem: string | null };

function NoEvents({ run, isWaiting, isFiltered, problem }: NoEventsProps) {
  const [, setParams] = useQueryStates(runParams);
  if (isFiltered) {
    return (
      <p className="flex items-center gap-3 px-3 py-6 text-muted">
        No event matches.
        <Button size="dense" onClick={() => void setParams({ kind: null, search: null })}>
          Show all events
        </Button>
      </p>
    );
  }
  if (problem !== null)
    return (
      <p className="px-3 py-6 break-words text-warn">
        The events cannot be read yet, and are asked for again: {problem}
      </p>
    );
  if (!isWaiting) return <p className="px-3 py-6 text-muted">{noEventsText(run)}</p>;
  return (
    <div className="flex flex-col gap-2 px-3 py-3">
      <p className="text-muted">
        {isFinalRun(run.status)
          ? "Reading the events of the run."
          : run.status === "queued"
            ? "Waiting for the run to start."
            : "Waiting for the first event."}
      </p>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}
