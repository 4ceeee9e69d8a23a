"use client";

import { useRef, useState, type PointerEvent } from "react";

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
  // Where the press began. Not state: a quick hand lets go before the press has been drawn.
  const fromX = useRef<number | null>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const chosenBy = (event: PointerEvent, startX: number): Brush => {
    const toX = Math.min(Math.max(pointOf(event).x, 0), widthPx);
    return { x: Math.min(startX, toX), width: Math.abs(toX - startX) };
  };
  const leave = (): void => {
    fromX.current = null;
    setBrush(null);
  };
  return {
    brush,
    start: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      fromX.current = pointOf(event).x;
    },
    move: (event: PointerEvent) => {
      if (fromX.current !== null) setBrush(chosenBy(event, fromX.current));
    },
    end: (event: PointerEvent) => {
      const startX = fromX.current;
      leave();
      if (startX === null) return;
      const chosen = chosenBy(event, startX);
      if (chosen.width >= BRUSH_PX) onBrush(chosen);
      else onClick();
    },
    cancel: leave,
  };
}
