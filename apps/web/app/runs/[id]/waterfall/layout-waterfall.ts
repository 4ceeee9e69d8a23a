import { inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatLength } from "../format-length.ts";
import { LANES, type Gap, type Lane, type Mark, type Span, type Spans } from "./prepare-spans.ts";

export type View = { fromMs: number; toMs: number };

/** Pixels from the left and the top of the drawing. */
export type Bar = {
  x: number;
  y: number;
  width: number;
  tone: Lane;
  isOdd: boolean;
  isOpen: boolean;
  label: string | null;
};
export type Tick = { x: number; y: number; height: number; tone: Mark["kind"] };
export type Bracket = { x: number; width: number; tone: "longest" | "stall"; label: string | null };
export type AxisMark = { x: number; label: string };
export type Layout = {
  height: number;
  bars: Bar[];
  ticks: Tick[];
  brackets: Bracket[];
  axis: AxisMark[];
  /** Where the run started; null out of sight. */
  startX: number | null;
};

export const LANE_PX = 20;
export const BAR_PX = 14;
const GAP_PX = 20;
const AXIS_PX = 20;
/** Where the last lane ends: gaps are told under it, times under those. */
export const LANES_PX = LANES.length * LANE_PX;
const TICK_PX: Record<Mark["kind"], number> = { event: BAR_PX, own: 10, heartbeat: 5 };
/** About as wide as a character of the smallest size. */
const CHARACTER_PX = 6.2;

/** A long wait would squeeze the run itself: at first no more of it is in sight than this share of the run. */
const WAIT_SHARE = 0.25;

/** What is in sight before anyone zooms. */
export function wholeView({ fromMs, toMs }: Spans): View {
  if (toMs <= 0) return { fromMs: Math.min(fromMs, -1), toMs: 0 };
  return { fromMs: Math.max(fromMs, -toMs * WAIT_SHARE), toMs: Math.max(toMs, 1) };
}

/** Every shape of the picture, in pixels; what is narrower than a pixel is drawn once. */
export function layoutWaterfall({ spans, gaps, marks }: Spans, view: View, widthPx: number): Layout {
  const scale = widthPx / (view.toMs - view.fromMs);
  const toX = (ms: number) => (ms - view.fromMs) * scale;
  const isInSight = (fromMs: number, toMs: number) => toMs >= view.fromMs && fromMs <= view.toMs;
  const startX = toX(0);
  return {
    height: LANES_PX + GAP_PX + AXIS_PX,
    bars: barsOf(
      spans.filter((span) => isInSight(span.fromMs, span.toMs)),
      toX,
      widthPx,
    ),
    ticks: ticksOf(
      marks.filter(({ atMs }) => isInSight(atMs, atMs)),
      toX,
      widthPx,
    ),
    brackets: gaps.filter((gap) => isInSight(gap.fromMs, gap.toMs)).map((gap) => bracketOf(gap, toX, widthPx)),
    axis: axisOf(view, toX, widthPx),
    startX: startX > 0 && startX <= widthPx ? startX : null,
  };
}

const laneY = (lane: Lane) => LANES.indexOf(lane) * LANE_PX;

type ToX = (ms: number) => number;
const clamp = (x: number, widthPx: number) => Math.min(Math.max(x, 0), widthPx);

function barsOf(spans: readonly Span[], toX: ToX, widthPx: number): Bar[] {
  const bars: Bar[] = [];
  let isOdd = false;
  for (const { lane, name, fromMs, toMs, isOpen } of spans) {
    const x = clamp(toX(fromMs), widthPx);
    const width = Math.max(1, clamp(toX(toMs), widthPx) - x);
    const last = bars.at(-1);
    isOdd = last?.tone === lane && !isOdd;
    // Steps that begin within one pixel are one bar; the list of events tells them apart.
    if (last?.tone === lane && Math.floor(last.x) === Math.floor(x) && width < 2) continue;
    const label = lane === "steps" ? name.replace("step ", "") : null;
    bars.push({ x, y: laneY(lane), width, tone: lane, isOdd, isOpen, label: fits(label, width - 4) ? label : null });
  }
  return bars;
}

const RANK: Record<Mark["kind"], number> = { heartbeat: 0, own: 1, event: 2 };

function ticksOf(marks: readonly Mark[], toX: ToX, widthPx: number): Tick[] {
  const places = new Map<number, Mark["kind"]>();
  for (const { atMs, kind } of marks) {
    const place = Math.min(Math.floor(toX(atMs)), widthPx - 1);
    const known = places.get(place);
    if (known === undefined || RANK[kind] > RANK[known]) places.set(place, kind);
  }
  const y = laneY("events");
  return [...places].map(([x, tone]) => ({ x, y, height: TICK_PX[tone], tone }));
}

export const nameGap = ({ isSilence, isStall }: Gap): string =>
  isSilence ? "silence" : isStall ? "stall" : "longest gap";

function bracketOf(gap: Gap, toX: ToX, widthPx: number): Bracket {
  const x = clamp(toX(gap.fromMs), widthPx);
  const width = Math.max(1, clamp(toX(gap.toMs), widthPx) - x);
  const length = formatLength(gap.toMs - gap.fromMs);
  const long = `${nameGap(gap)} ${length}`;
  const label = fits(long, width) ? long : fits(length, width) ? length : null;
  return { x, width, tone: gap.isStall || gap.isSilence ? "stall" : "longest", label };
}

const fits = (text: string | null, widthPx: number): boolean => text !== null && text.length * CHARACTER_PX <= widthPx;

const PX_PER_MARK = 110;
const NICE = [1, 2, 2.5, 5, 10];

function axisOf(view: View, toX: ToX, widthPx: number): AxisMark[] {
  const lengthMs = view.toMs - view.fromMs;
  const rough = (lengthMs * PX_PER_MARK) / Math.max(widthPx, PX_PER_MARK);
  const unit: DurationUnit = lengthMs < 2_000 ? "ms" : lengthMs < 300_000 ? "s" : "min";
  const unitMs = unit === "min" ? 60_000 : unit === "s" ? 1_000 : 1;
  const power = 10 ** Math.floor(Math.log10(rough / unitMs));
  const step = (NICE.find((nice) => nice * power * unitMs >= rough) ?? 10) * power * unitMs;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / unitMs) - 1e-9) + (isHalf(step / unitMs) ? 1 : 0));
  const marks: AxisMark[] = [];
  for (let at = Math.ceil(view.fromMs / step) * step; at <= view.toMs; at += step) {
    const moment = Math.round(at / step) * step;
    marks.push({ x: toX(moment), label: `${formatNumber(inUnit(unit, moment) + 0, decimals)} ${unit}` });
  }
  return marks;
}

/** 2.5 of a power of ten needs one decimal more than the power itself. */
const isHalf = (step: number): boolean => {
  const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(digit - 2.5) < 1e-6;
};
