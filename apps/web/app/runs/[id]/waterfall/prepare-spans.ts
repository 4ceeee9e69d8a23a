import type { Run, RunEvent, Stamps } from "@tfbench/contracts";
import { isFinalRun } from "#components/is-final.ts";
import { countOf } from "#format/count-of.ts";
import { isContent, isHeartbeat, isOwn, isTerminal } from "../events/event-kind.ts";
import { eventText } from "../events/event-text.ts";

export const LANES = ["queued", "connecting", "waiting", "browser", "steps", "events"] as const;
export type Lane = (typeof LANES)[number];

/** What lies on one lane from one moment to another. Moments are milliseconds from the run's start. */
export type Span = { lane: Lane; name: string; text: string; fromMs: number; toMs: number; isOpen: boolean };
/** Nothing came between two actions, or between the last of them and the end. */
export type Gap = {
  fromMs: number;
  toMs: number;
  isLongest: boolean;
  isStall: boolean;
  /** After which nothing came any more. */
  isSilence: boolean;
};
export type Mark = { seq: number; atMs: number; kind: "event" | "heartbeat" | "own" };
/** What a run calls what its lanes hold. */
export type LaneWords = { browser: string; steps: string; step: string };
export type Spans = { fromMs: number; toMs: number; spans: Span[]; gaps: Gap[]; marks: Mark[]; words: LaneWords };

export type SpansInput = {
  run: Pick<
    Run,
    | "provider"
    | "status"
    | "due_at"
    | "started_at"
    | "stamps"
    | "total_duration_ms"
    | "inter_token_stats"
    | "connection"
  >;
  events: readonly RunEvent[];
  /** The time of day; null until the browser knows it. */
  nowMs: number | null;
};

const AGENT_WORDS: LaneWords = { browser: "browser", steps: "steps", step: "step" };
const STREAM_WORDS: LaneWords = { browser: "no content", steps: "content", step: "part" };
const isAgentRun = ({ provider }: Pick<Run, "provider">): boolean => provider === "tinyfish";

/** Until the run's own definition is known. */
const STALL_MS = { agent: 30_000, stream: 500 } as const;

const stallThreshold = (run: SpansInput["run"]): number =>
  run.inter_token_stats?.stall_threshold_ms ?? STALL_MS[isAgentRun(run) ? "agent" : "stream"];

type Moments = {
  waitMs: number;
  connectedMs: number | null;
  firstEventMs: number | null;
  firstContentMs: number | null;
  endMs: number;
  isOpen: boolean;
  /** Where nothing came any more, of a run that goes on or was cut off; a run that completed only finished. */
  silentFromMs: number | null;
  /** The silence that counts: any that a run ran out of time in, else one as long as a stall. */
  silenceMs: number;
};

/** A run told as spans on lanes: from its stamps where they are known, else from what its stream has brought so far. */
export function prepareSpans({ run, events, nowMs }: SpansInput): Spans {
  const moments = momentsOf({ run, events, nowMs });
  const content = events.filter(isContent);
  return {
    fromMs: Math.min(0, -moments.waitMs),
    toMs: Math.max(moments.endMs, events.at(-1)?.offset_ms ?? 0),
    spans: [
      ...phasesOf(run, moments, events),
      ...(isAgentRun(run) ? stepsOf(content, moments) : partsOf(content, moments)),
    ],
    gaps: gapsOf(content, moments, stallThreshold(run)),
    marks: events.map((event) => ({
      seq: event.seq,
      atMs: event.offset_ms,
      kind: isHeartbeat(event) ? "heartbeat" : isOwn(event) ? "own" : "event",
    })),
    words: isAgentRun(run) ? AGENT_WORDS : STREAM_WORDS,
  };
}

function momentsOf({ run, events, nowMs }: SpansInput): Moments {
  const { stamps, started_at: startedAt } = run;
  const isOpen = !isFinalRun(run.status);
  const since = (instant: string) => (nowMs === null ? 0 : Math.max(0, nowMs - Date.parse(instant)));
  const first = (is: (event: RunEvent) => boolean) => events.find(is)?.offset_ms ?? null;
  const firstEventMs = offsetOf(stamps, "first_event") ?? first((event) => !isHeartbeat(event) && !isOwn(event));
  const firstContentMs = offsetOf(stamps, "first_content") ?? first(isContent);
  const elapsedMs = isOpen && startedAt !== null ? since(startedAt) : 0;
  const measuredMs =
    offsetOf(stamps, "terminal") ??
    run.total_duration_ms ??
    first(isTerminal) ??
    offsetOf(stamps, "closed") ??
    events.at(-1)?.offset_ms ??
    0;
  return {
    waitMs: waitOf(run, isOpen ? since(run.due_at) : 0),
    connectedMs: offsetOf(stamps, "connected"),
    firstEventMs,
    firstContentMs,
    endMs: isOpen ? Math.max(elapsedMs, events.at(-1)?.offset_ms ?? 0) : measuredMs,
    isOpen,
    silentFromMs: silenceOf(run.status, events),
    silenceMs: run.status === "timeout" ? 0 : stallThreshold(run),
  };
}

/** Until the first action an agent has every right to be silent, unless the run ran out of time there. */
function silenceOf(status: Run["status"], events: readonly RunEvent[]): number | null {
  if (status === "completed") return null;
  const counts = status === "timeout" ? (event: RunEvent) => !isHeartbeat(event) && !isOwn(event) : isContent;
  return events.findLast(counts)?.offset_ms ?? null;
}

/** Stamps count from the batch's origin, the page from the run's start. */
function offsetOf(stamps: Stamps | null, name: keyof Stamps): number | null {
  const at = stamps?.[name] ?? null;
  return at === null || stamps === null || stamps.started === null ? null : at - stamps.started;
}

/** From the moment the run was due to its first act; of a run that has not started, as long as it has waited. */
function waitOf({ stamps, started_at: startedAt, due_at: dueAt }: SpansInput["run"], waitingMs: number): number {
  if (stamps !== null && stamps.started !== null) return stamps.started - stamps.due;
  return startedAt === null ? waitingMs : Math.max(0, Date.parse(startedAt) - Date.parse(dueAt));
}

function phasesOf(run: SpansInput["run"], moments: Moments, events: readonly RunEvent[]): Span[] {
  const { waitMs, connectedMs, firstEventMs, firstContentMs, endMs, isOpen } = moments;
  const hasStarted = run.started_at !== null;
  const spans: Span[] = [];
  const add = (lane: Lane, text: string, [fromMs, toMs]: [number, number]) => {
    if (toMs <= fromMs) return;
    const name = lane === "browser" && !isAgentRun(run) ? STREAM_WORDS.browser : lane;
    spans.push({ lane, name, text, fromMs, toMs, isOpen: isOpen && toMs === endMs && hasStarted });
  };
  add("queued", "Due, and waiting for a slot or for this machine.", [-waitMs, 0]);
  if (!hasStarted) return spans.map((span) => ({ ...span, isOpen }));
  if (connectedMs !== null) add("connecting", "Opening the connection.", [0, connectedMs]);
  const isPolled = events.some(({ kind }) => kind === "poll");
  add("waiting", isPolled ? "Asked again and again; there is no stream." : "Request sent, nothing received yet.", [
    connectedMs ?? 0,
    firstEventMs ?? endMs,
  ]);
  const before = isAgentRun(run)
    ? "The browser starts; the agent has not acted yet."
    : "Events came, but none with content.";
  if (firstEventMs !== null) add("browser", before, [firstEventMs, firstContentMs ?? endMs]);
  return spans;
}

/** A step lasts from the event that announces it to the next one's, the last to the run's end. */
function stepsOf(content: readonly RunEvent[], { endMs, isOpen }: Moments): Span[] {
  return content.map((event, index) => {
    const next = content[index + 1];
    return {
      lane: "steps",
      name: `step ${index + 1}`,
      text: eventText(event),
      fromMs: event.offset_ms,
      toMs: next?.offset_ms ?? Math.max(event.offset_ms, endMs),
      isOpen: isOpen && next === undefined,
    };
  });
}

/** Chunks are too many for a bar each: what follows without a break of the kind is one, from its first to its last chunk. */
function partsOf(content: readonly RunEvent[], { endMs, isOpen }: Moments): Span[] {
  const parts: { kind: string; fromMs: number; toMs: number; chunks: number }[] = [];
  for (const { kind, offset_ms: atMs } of content) {
    const last = parts.at(-1);
    if (last?.kind === kind) {
      last.toMs = atMs;
      last.chunks += 1;
      continue;
    }
    if (last !== undefined) last.toMs = atMs;
    parts.push({ kind, fromMs: atMs, toMs: atMs, chunks: 1 });
  }
  return parts.map(({ kind, fromMs, toMs, chunks }, index) => {
    const goesOn = isOpen && index === parts.length - 1;
    return {
      lane: "steps",
      name: kind.replaceAll("_", " "),
      text: `${countOf(chunks, "chunk")}.`,
      fromMs,
      toMs: goesOn ? Math.max(toMs, endMs) : toMs,
      isOpen: goesOn,
    };
  });
}

/** The longest gap between two actions, and every one that is a stall; silence before the end is shown when it is one. */
function gapsOf(content: readonly RunEvent[], { endMs, silentFromMs, silenceMs }: Moments, stallMs: number): Gap[] {
  let longest: Gap | null = null;
  const gaps: Gap[] = [];
  content.forEach((event, index) => {
    const before = content[index - 1];
    if (before === undefined) return;
    const gap = { fromMs: before.offset_ms, toMs: event.offset_ms, isLongest: false, isStall: false, isSilence: false };
    gap.isStall = lengthOf(gap) > stallMs;
    if (gap.isStall) gaps.push(gap);
    if (longest === null || lengthOf(gap) > lengthOf(longest)) longest = gap;
  });
  if (silentFromMs !== null && endMs - silentFromMs > silenceMs)
    gaps.push({ fromMs: silentFromMs, toMs: endMs, isLongest: false, isStall: false, isSilence: true });
  // With a single gap there is nothing that it is longer than.
  return content.length > 2 ? withLongest(gaps, longest) : gaps;
}

const lengthOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => toMs - fromMs;

function withLongest(gaps: Gap[], longest: Gap | null): Gap[] {
  if (longest === null) return gaps;
  const marked = { ...longest, isLongest: true };
  return [...gaps.filter((gap) => gap !== longest), marked].sort((a, b) => a.fromMs - b.fromMs);
}
