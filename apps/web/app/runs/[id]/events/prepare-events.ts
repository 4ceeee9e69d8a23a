import type { RunEvent } from "@tfbench/contracts";
import { formatBytes } from "#format/format-bytes.ts";
import { formatNumber } from "#format/format-number.ts";
import { isHeartbeat, isOwn } from "./event-kind.ts";
import { eventText } from "./event-text.ts";

export type EventFilter = {
  /** Whether heartbeats stand between the other events. */
  withHeartbeats: boolean;
  /** Only these kinds; all when empty. */
  kinds: readonly string[];
  search: string;
};

/** Which events the table shows. Rows are made from it one by one, when they come into sight. */
export type EventList = {
  events: readonly RunEvent[];
  /** Positions in `events`, in order. */
  shown: readonly number[];
  longestGapAt: number | null;
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Distances are told to the event before, whatever is searched for: a filter must not change a measured number. */
export function prepareEvents(all: readonly RunEvent[], { withHeartbeats, kinds, search }: EventFilter): EventList {
  const events = withHeartbeats || kinds.length > 0 ? all : all.filter((event) => !isHeartbeat(event));
  const wanted = search.trim() === "" ? null : new RegExp(escaped(search.trim()), "iu");
  const isShown = ({ kind, data }: RunEvent) =>
    (kinds.length === 0 || kinds.includes(kind)) && (wanted === null || wanted.test(kind) || wanted.test(data));
  const shown: number[] = [];
  let longestMs = 0;
  let longestGapAt: number | null = null;
  events.forEach((event, at) => {
    if (isShown(event)) shown.push(at);
    // Our own lookups come after the run; the wait for them is no gap of its stream.
    const gapMs = at === 0 || isOwn(event) ? 0 : event.offset_ms - (events[at - 1]?.offset_ms ?? 0);
    if (gapMs <= longestMs) return;
    longestMs = gapMs;
    longestGapAt = at;
  });
  return { events, shown, longestGapAt: events.length > 2 ? longestGapAt : null };
}

export type EventRow = {
  seq: number;
  offset: string;
  delta: string;
  isLongestGap: boolean;
  kind: string;
  text: string;
  isHeartbeat: boolean;
};

const ms = (value: number) => formatNumber(value, 1);

export function prepareEventRow({ events, longestGapAt }: EventList, at: number): EventRow | null {
  const event = events[at];
  if (event === undefined) return null;
  return {
    seq: event.seq,
    offset: ms(event.offset_ms),
    delta: `+${ms(event.offset_ms - (events[at - 1]?.offset_ms ?? 0))}`,
    isLongestGap: at === longestGapAt,
    kind: event.kind,
    // Of streams of text only arrival, size and kind are kept.
    text: event.data === "" ? formatBytes(event.bytes) : eventText(event),
    isHeartbeat: isHeartbeat(event),
  };
}

export type KindCount = { kind: string; count: number };

/** The kinds of all events, in the order in which they first came. */
export function countKinds(events: readonly RunEvent[]): KindCount[] {
  const counts = new Map<string, number>();
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
