"use client";

import { ArrowDownToLine, Pause } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { classNames } from "#components/class-names.ts";
import { MultiFilter } from "#components/multi-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { filterText } from "../../prepare.ts";
import { runParams } from "../search-params.ts";
import { isHeartbeat } from "./event-kind.ts";
import { countKinds } from "./prepare-events.ts";
import type { Connection, RunEvents } from "./use-run-events.ts";

/** `reading`: the run has ended, and its events are still coming out of the store. */
type Shown = Connection | "reading";

const CONNECTION_WORD: Record<Shown, string> = {
  connecting: "connecting",
  live: "live",
  reading: "reading",
  reconnecting: "connection lost, reconnecting",
  complete: "complete",
};
const CONNECTION_TONE: Record<Shown, string> = {
  connecting: "text-muted",
  live: "text-live",
  reading: "text-muted",
  reconnecting: "text-warn",
  complete: "text-muted",
};

type EventToolbarProps = {
  live: RunEvents;
  hasEnded: boolean;
  /** How many events the filters leave; null without a filter. */
  shownCount: number | null;
  /** Events that came while the reader looked elsewhere. */
  newCount: number;
  isFollowing: boolean;
  onFollowingChange: (isFollowing: boolean) => void;
};

export function EventToolbar({ live, hasEnded, shownCount, newCount, ...following }: EventToolbarProps) {
  const { isFollowing, onFollowingChange } = following;
  const { events, connection, problem } = live;
  const shown: Shown = hasEnded && connection === "live" ? "reading" : connection;
  const [params, setParams] = useQueryStates(runParams);
  const kinds = useMemo(() => countKinds(events), [events]);
  const heartbeats = kinds.filter(isHeartbeat).reduce((sum, { count }) => sum + count, 0);
  const total = countOf(events.length, "event");
  return (
    <header className="flex flex-col gap-2 border-b px-3 py-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="events-title" className="text-section">
          Events
        </h2>
        <span className="text-meta text-muted">
          {shownCount === null ? total : `${formatNumber(shownCount)} of ${total}`}
        </span>
        <span role="status" className={classNames("text-meta", CONNECTION_TONE[shown])} title={problem ?? undefined}>
          {CONNECTION_WORD[shown]}
        </span>
        {connection === "complete" || shown === "reading" ? null : (
          <Button size="dense" className="ml-auto" onClick={() => onFollowingChange(!isFollowing)}>
            {isFollowing ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
            {isFollowing ? "Pause following" : newCount > 0 ? `Follow, ${countOf(newCount, "new event")}` : "Follow"}
          </Button>
        )}
      </div>
      {events.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <SearchField
            label="Search in events"
            placeholder="Search in events"
            text={params.search}
            onChange={(search) => void setParams({ search: search === "" ? null : search })}
          />
          <MultiFilter
            name="kind"
            text={filterText("Kind", params.kind)}
            options={kinds.map(({ kind, count }) => ({ value: kind, label: `${kind} ${formatNumber(count)}` }))}
            chosen={params.kind}
            onChange={(kind) => void setParams({ kind })}
          />
          {heartbeats === 0 || params.kind.length > 0 ? null : (
            <Button
              size="dense"
              variant="quiet"
              aria-pressed={params.heartbeats}
              onClick={() => void setParams({ heartbeats: !params.heartbeats })}
            >
              {params.heartbeats ? "Hide" : "Show"} {countOf(heartbeats, "heartbeat")}
            </Button>
          )}
        </div>
      )}
    </header>
  );
}
