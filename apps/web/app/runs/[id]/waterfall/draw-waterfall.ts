import { BAR_PX, LANE_PX, LANES_PX, type Layout } from "./layout-waterfall.ts";
import { LANES, type Lane } from "./prepare-spans.ts";

export type Palette = Record<"text" | "muted" | "border" | "panel" | "live" | "warn" | "inverse" | "font", string>;

/** The design tokens as they stand now. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name);
  return {
    text: token("--text"),
    muted: token("--muted"),
    border: token("--border"),
    panel: token("--panel"),
    live: token("--live"),
    warn: token("--warn"),
    inverse: token("--inverse"),
    font: style.fontFamily,
  };
}

/** How strongly a lane's bars are drawn: the work stands out, the waiting stays back. */
const STRENGTH: Record<Lane, [even: number, odd: number]> = {
  queued: [0.22, 0.22],
  connecting: [0.4, 0.4],
  waiting: [0.28, 0.28],
  browser: [0.5, 0.5],
  steps: [0.85, 0.6],
  events: [1, 1],
};

type Drawing = { context: CanvasRenderingContext2D; layout: Layout; palette: Palette; widthPx: number };
export type Lines = { cursorX: number | null; brush: { x: number; width: number } | null };

/** Puts a prepared layout on a canvas. */
export function drawWaterfall(drawing: Drawing, { cursorX, brush }: Lines): void {
  const { context, layout, palette, widthPx } = drawing;
  context.clearRect(0, 0, widthPx, layout.height);
  context.font = `11px ${palette.font}`;
  context.textBaseline = "middle";
  drawGround(drawing);
  drawBars(drawing);
  drawTicks(drawing);
  drawBrackets(drawing);
  if (cursorX !== null) {
    context.fillStyle = palette.text;
    context.fillRect(cursorX, 0, 1, LANES_PX);
  }
  if (brush !== null) {
    context.globalAlpha = 0.16;
    context.fillStyle = palette.live;
    context.fillRect(brush.x, 0, brush.width, LANES_PX);
    context.globalAlpha = 1;
  }
}

function drawGround({ context, layout, palette, widthPx }: Drawing): void {
  context.fillStyle = palette.border;
  for (let lane = 1; lane <= LANES.length; lane += 1) context.fillRect(0, lane * LANE_PX - 3, widthPx, 1);
  if (layout.startX !== null) context.fillRect(layout.startX - 1, 0, 1, LANES_PX);
  for (const { x, label } of layout.axis) {
    context.fillStyle = palette.border;
    context.fillRect(Math.min(x, widthPx - 1), LANES_PX - 3, 1, 5);
    context.fillStyle = palette.muted;
    const { width } = context.measureText(label);
    context.fillText(label, Math.min(Math.max(x - width / 2, 0), widthPx - width), layout.height - 9);
  }
}

function drawBars({ context, layout, palette }: Drawing): void {
  for (const { x, y, width, tone, isOdd, isOpen, label } of layout.bars) {
    context.globalAlpha = STRENGTH[tone][isOdd ? 1 : 0];
    context.fillStyle = palette.live;
    context.fillRect(x, y, Math.max(1, width - (width > 3 ? 1 : 0)), BAR_PX);
    context.globalAlpha = 1;
    // What still goes on has an edge to go on from.
    if (isOpen) context.fillRect(x + width - 2, y, 2, BAR_PX);
    if (label === null) continue;
    context.fillStyle = isOdd ? palette.text : palette.inverse;
    context.fillText(label, x + 3, y + BAR_PX / 2 + 0.5);
  }
}

function drawTicks({ context, layout, palette }: Drawing): void {
  for (const { x, y, height, tone } of layout.ticks) {
    context.fillStyle = tone === "event" ? palette.text : palette.muted;
    context.fillRect(x, y + BAR_PX - height, 1, height);
  }
}

function drawBrackets({ context, layout, palette }: Drawing): void {
  const y = LANES_PX + 4;
  for (const { x, width, tone, label } of layout.brackets) {
    context.fillStyle = tone === "stall" ? palette.warn : palette.muted;
    if (tone === "stall") {
      context.globalAlpha = 0.14;
      context.fillRect(x, 0, width, LANES_PX - 3);
      context.globalAlpha = 1;
    }
    context.fillRect(x, y, width, 1);
    context.fillRect(x, y - 3, 1, 6);
    context.fillRect(x + width - 1, y - 3, 1, 6);
    if (label === null) continue;
    const { width: textWidth } = context.measureText(label);
    const textX = x + (width - textWidth) / 2;
    context.clearRect(textX - 3, y - 6, textWidth + 6, 14);
    context.fillText(label, textX, y + 1.5);
  }
}
