import type { Run, RunEvent } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatLength } from "../format-length.ts";
import { eventText } from "../events/event-text.ts";
import { LANE_PX, nameGap, type View } from "./layout-waterfall.ts";
import { LANES, type Lane, type Span, type Spans } from "./prepare-spans.ts";

export type LaneLabel = { lane: Lane; word: string; length: string };

/** What stands at the head of each lane: how long it took in all, or that nothing is known of it. */
export function labelLanes(
  { spans, marks, words }: Spans,
  { connection, event_count: eventCount }: Pick<Run, "connection" | "event_count">,
): LaneLabel[] {
  const areMissing = marks.length === 0 && eventCount !== null && eventCount > 0;
  const lengthOf = (lane: Lane): string => {
    if (areMissing && (lane === "events" || lane === "steps")) return "-";
    if (lane === "events") return formatNumber(marks.length);
    const own = spans.filter((span) => span.lane === lane);
    if (lane === "steps") return formatNumber(own.length);
    const [span] = own;
    if (span !== undefined) return formatLength(span.toMs - span.fromMs);
    return lane === "connecting" && connection === "reused" ? "reused" : "-";
  };
  const wordOf = (lane: Lane) => (lane === "browser" || lane === "steps" ? words[lane] : lane);
  return LANES.map((lane) => ({ lane, word: wordOf(lane), length: lengthOf(lane) }));
}

const at = (ms: number) => `${formatNumber(ms, 1)} ms`;

/** An event as it is read out while someone walks from one to the next. */
export function describeEvent(events: readonly RunEvent[], index: number): string {
  const event = events[index];
  if (event === undefined) return "";
  const before = events[index - 1];
  const delta = before === undefined ? "" : `, +${at(event.offset_ms - before.offset_ms)}`;
  const text = eventText(event);
  const said = text === "" ? "" : `: ${text}`;
  return `Event ${formatNumber(index + 1)} of ${formatNumber(events.length)}, ${event.kind} at ${at(event.offset_ms)}${delta}${said}`;
}

const describeSpan = ({ name, text, fromMs, toMs, isOpen }: Span): string =>
  `${name}: ${formatLength(toMs - fromMs)}${isOpen ? " so far" : ""} from ${at(fromMs)}${text === "" ? "" : `. ${text}`}`;

/** An event nearer than this to the pointer is meant. */
const NEAR_PX = 4;

export type Pointed = { text: string; seq: number | null };

/** What lies under a point of the picture; null where there is nothing. */
export function pointAt(
  spans: Spans,
  events: readonly RunEvent[],
  { view, widthPx, x, y }: { view: View; widthPx: number; x: number; y: number },
): Pointed | null {
  const msPerPx = (view.toMs - view.fromMs) / widthPx;
  const atMs = view.fromMs + x * msPerPx;
  const lane = LANES[Math.floor(y / LANE_PX)];
  if (lane === "events") {
    const index = nearestIndex(events, atMs);
    const event = events[index];
    if (event === undefined || Math.abs(event.offset_ms - atMs) > NEAR_PX * msPerPx) return null;
    return { text: describeEvent(events, index), seq: event.seq };
  }
  if (lane !== undefined) {
    const span = spans.spans.findLast((each) => each.lane === lane && each.fromMs <= atMs && atMs <= each.toMs);
    return span === undefined ? null : { text: describeSpan(span), seq: null };
  }
  const gap = spans.gaps.find(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
  if (gap === undefined) return null;
  return { text: `${nameGap(gap)}: ${formatLength(gap.toMs - gap.fromMs)} from ${at(gap.fromMs)}`, seq: null };
}

/** Events are in order of their offsets. */
export function nearestIndex(events: readonly RunEvent[], atMs: number): number {
  let low = 0;
  let high = events.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.offset_ms ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  const before = events[low - 1];
  const after = events[low];
  if (before === undefined || after === undefined) return low;
  return atMs - before.offset_ms < after.offset_ms - atMs ? low - 1 : low;
}

/** The picture in one sentence, for those who do not see it. */
export function describeWaterfall(spans: Spans): string {
  const phases = spans.spans
    .filter(({ lane }) => lane !== "steps")
    .map(({ name, fromMs, toMs }) => `${name} ${formatLength(toMs - fromMs)}`);
  const steps = spans.spans.length - phases.length;
  const longest = spans.gaps.find(({ isLongest }) => isLongest);
  const stalls = spans.gaps.filter(({ isStall }) => isStall).length;
  return [
    ...phases,
    ...(steps === 0 ? [] : [countOf(steps, spans.words.step)]),
    countOf(spans.marks.length, "event"),
    ...(longest === undefined ? [] : [`longest gap ${formatLength(longest.toMs - longest.fromMs)}`]),
    ...(stalls === 0 ? [] : [countOf(stalls, "stall")]),
  ].join(", ");
}

export const describeView = ({ fromMs, toMs }: View, whole: View): string =>
  `${at(fromMs)} to ${at(toMs)} of ${formatLength(whole.toMs)}`;

/** As many as a table can show and anyone will read; the list of events has all of them. */
const TABLE_ROWS = 200;

/** The same as a table: what, from when, how long. */
export function tableOf({ spans }: Spans): { header: string[]; rows: string[][]; rest: number } {
  return {
    header: ["Part", "From (ms)", "Length (ms)", "What"],
    rows: spans
      .slice(0, TABLE_ROWS)
      .map(({ name, fromMs, toMs, text }) => [name, formatNumber(fromMs, 1), formatNumber(toMs - fromMs, 1), text]),
    rest: Math.max(0, spans.length - TABLE_ROWS),
  };
}
