"use client";

import { useMemo, useState, type PointerEvent } from "react";

/** Shorter than this a press is a click, not the choice of a part. */
const BRUSH_PX = 4;

type Brush = { x: number; width: number };
type BrushOptions = { widthPx: number; onBrush: (brush: Brush) => void; onClick: () => void };

export const pointOf = (event: PointerEvent): { x: number; y: number } => {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

/** Choosing a part of the picture by dragging over it; a press without a drag is a click. */
export function useBrush({ widthPx, onBrush, onClick }: BrushOptions) {
  const [drag, setDrag] = useState<{ fromX: number; toX: number } | null>(null);
  const brush = useMemo<Brush | null>(
    () => (drag === null ? null : { x: Math.min(drag.fromX, drag.toX), width: Math.abs(drag.toX - drag.fromX) }),
    [drag],
  );
  return {
    brush,
    start: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x } = pointOf(event);
      setDrag({ fromX: x, toX: x });
    },
    move: (event: PointerEvent) =>
      setDrag((known) => known && { ...known, toX: Math.min(Math.max(pointOf(event).x, 0), widthPx) }),
    end: (event: PointerEvent) => {
      setDrag(null);
      if (drag === null) return;
      // The last move may not have been drawn yet.
      const toX = Math.min(Math.max(pointOf(event).x, 0), widthPx);
      const chosen = { x: Math.min(drag.fromX, toX), width: Math.abs(toX - drag.fromX) };
      if (chosen.width >= BRUSH_PX) onBrush(chosen);
      else onClick();
    },
    cancel: () => setDrag(null),
  };
}
