import type { Run, RunEvent, Stamps } from "@tfbench/contracts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";

const HEARTBEAT = "HEARTBEAT";
export const isHeartbeat = (event: RunEvent): boolean => event.kind === HEARTBEAT;

export type EventRow = {
  seq: number;
  offset: string;
  delta: string;
  isLongestGap: boolean;
  kind: string;
  text: string;
  isHeartbeat: boolean;
};

/** Rows are prepared anew whenever an event arrives; what the earlier ones say need not be parsed again. */
const known = new WeakMap<RunEvent, string>();

/** What an event says, in the provider's own words where it has any. */
export function eventText(event: RunEvent): string {
  const said = known.get(event) ?? readText(event);
  known.set(event, said);
  return said;
}

function readText(event: RunEvent): string {
  let message: unknown;
  try {
    message = JSON.parse(event.data);
  } catch {
    // Not JSON: the stream is shown as it came.
    return event.data.slice(0, 200);
  }
  if (typeof message !== "object" || message === null) return event.data.slice(0, 200);
  const said = ["purpose", "message", "error", "status", "streaming_url", "run_id"]
    .map((name) => Reflect.get(message, name))
    .find((value) => value !== undefined && value !== null);
  if (typeof said === "string") return said;
  return said === undefined ? "" : JSON.stringify(said).slice(0, 200);
}

const ms = (value: number) => formatNumber(value, 1);

/** One row per event, with its distance to the row before; without heartbeats the gaps between real events show. */
export function prepareEventRows(
  events: readonly RunEvent[],
  { withHeartbeats }: { withHeartbeats: boolean },
): EventRow[] {
  const shown = withHeartbeats ? events : events.filter((event) => !isHeartbeat(event));
  const gaps = shown.map((event, index) => event.offset_ms - (shown[index - 1]?.offset_ms ?? 0));
  const longest = gaps.slice(1).reduce((most, gap) => Math.max(most, gap), 0);
  return shown.map((event, index) => ({
    seq: event.seq,
    offset: ms(event.offset_ms),
    delta: `+${ms(gaps[index] ?? 0)}`,
    isLongestGap: shown.length > 2 && index > 0 && gaps[index] === longest,
    kind: event.kind,
    text: eventText(event),
    isHeartbeat: isHeartbeat(event),
  }));
}

export type Segment = {
  name: string;
  definition: string;
  fromPercent: number;
  widthPercent: number;
  duration: string;
  strength: number;
};
export type Tick = { atPercent: number; isHeartbeat: boolean };
export type Strip = { lengthMs: number; segments: Segment[]; ticks: Tick[]; length: string };

type Phase = { name: string; definition: string; from: keyof Stamps; to: keyof Stamps; strength: number };

const PHASES: readonly Phase[] = [
  {
    name: "connect",
    definition: "Opening the connection; none when one was reused.",
    from: "started",
    to: "connected",
    strength: 30,
  },
  {
    name: "wait for first event",
    definition: "Request sent, nothing received yet.",
    from: "connected",
    to: "first_event",
    strength: 12,
  },
  {
    name: "before first action",
    definition: "The browser starts; the agent has not acted yet.",
    from: "first_event",
    to: "first_content",
    strength: 22,
  },
  {
    name: "actions",
    definition: "From the first action to the last.",
    from: "first_content",
    to: "last_content",
    strength: 55,
  },
  {
    name: "finish",
    definition: "From the last action to the terminal event.",
    from: "last_content",
    to: "terminal",
    strength: 22,
  },
];

function segmentsOf(stamps: Stamps | null, lengthMs: number): Segment[] {
  if (stamps === null || stamps.started === null) return [];
  const origin = stamps.started;
  return PHASES.flatMap(({ from, to, name, definition, strength }) => {
    const start = from === "connected" ? (stamps.connected ?? origin) : stamps[from];
    const end = stamps[to];
    if (start === null || end === null || end <= start) return [];
    return [
      {
        name,
        definition,
        fromPercent: ((start - origin) / lengthMs) * 100,
        widthPercent: ((end - start) / lengthMs) * 100,
        duration: formatDuration(end - start),
        strength,
      },
    ];
  });
}

/** More marks than this would lie on one another. */
const TICK_PLACES = 400;

function ticksOf(events: readonly RunEvent[], lengthMs: number): Tick[] {
  const places = new Map<number, boolean>();
  for (const event of events) {
    const place = Math.round((event.offset_ms / lengthMs) * TICK_PLACES);
    places.set(place, (places.get(place) ?? true) && isHeartbeat(event));
  }
  return [...places].map(([place, beat]) => ({ atPercent: (place / TICK_PLACES) * 100, isHeartbeat: beat }));
}

type StripInput = { run: Run; events: readonly RunEvent[]; elapsedMs: number | null };

/** The run on one line: its phases where they are known, and a mark per event. A run that goes on is as long as it has lasted. */
export function prepareStrip({ run, events, elapsedMs }: StripInput): Strip {
  const measured = [
    run.total_duration_ms ?? 0,
    events.at(-1)?.offset_ms ?? 0,
    run.stamps?.terminal && run.stamps.started !== null ? run.stamps.terminal - run.stamps.started : 0,
  ];
  const lengthMs = Math.max(1, ...measured, elapsedMs ?? 0);
  return {
    lengthMs,
    segments: segmentsOf(run.stamps, lengthMs),
    ticks: ticksOf(events, lengthMs),
    length: formatDuration(lengthMs),
  };
}
