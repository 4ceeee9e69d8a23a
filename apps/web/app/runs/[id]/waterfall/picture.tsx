"use client";

import type { RunEvent } from "@tfbench/contracts";
import { useMemo, useState } from "react";
import { describeEvent, pointAt, type Pointed } from "./describe-waterfall.ts";
import { layoutWaterfall, type View } from "./layout-waterfall.ts";
import type { Spans } from "./prepare-spans.ts";
import { pointOf, useBrush } from "./use-brush.ts";
import { useWalk } from "./use-walk.ts";
import { WaterfallCanvas } from "./waterfall-canvas.tsx";

type PictureProps = {
  label: string;
  spans: Spans;
  events: readonly RunEvent[];
  view: View;
  widthPx: number;
  openedSeq: number | null;
  onOpen: (seq: number) => void;
  onZoom: (view: View | null) => void;
};

/** The drawn waterfall with what a hand can do to it: point, walk, choose a part, open an event. */
export function Picture({ label, spans, events, view, widthPx, openedSeq, onOpen, onZoom }: PictureProps) {
  const layout = useMemo(() => layoutWaterfall(spans, view, widthPx), [spans, view, widthPx]);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const walk = useWalk({ events, view, openedSeq, onOpen, onZoom });
  const scale = widthPx / (view.toMs - view.fromMs);
  const toMs = (x: number) => view.fromMs + x / scale;
  const brush = useBrush({
    widthPx,
    onBrush: ({ x, width }) => onZoom({ fromMs: toMs(x), toMs: toMs(x + width) }),
    onClick: () => pointed?.seq != null && onOpen(pointed.seq),
  });
  const cursorX = walk.marked === undefined ? null : (walk.marked.offset_ms - view.fromMs) * scale;
  const standsOn = walk.at === null ? null : describeEvent(events, walk.at);

  return (
    <div
      role="slider"
      aria-label={`Timeline: ${label}. Arrow keys walk the events, Enter opens one, plus and minus zoom, 0 shows all.`}
      aria-valuemin={0}
      aria-valuemax={events.length}
      aria-valuenow={walk.at === null ? 0 : walk.at + 1}
      aria-valuetext={standsOn ?? "no event chosen"}
      tabIndex={0}
      onKeyDown={walk.onKeyDown}
      onBlur={walk.leave}
    >
      <WaterfallCanvas
        layout={layout}
        widthPx={widthPx}
        lines={{ cursorX, brush: brush.brush }}
        className="block cursor-crosshair touch-pan-y"
        onPointerDown={brush.start}
        onPointerMove={(event) => {
          setPointed(pointAt(spans, events, { view, widthPx, ...pointOf(event) }));
          brush.move(event);
        }}
        onPointerUp={brush.end}
        onPointerCancel={brush.cancel}
        onPointerLeave={() => setPointed(null)}
        onDoubleClick={() => onZoom(null)}
      />
      <p className="h-4 truncate text-caption text-muted">
        <bdi>{standsOn ?? pointed?.text}</bdi>
      </p>
    </div>
  );
}
