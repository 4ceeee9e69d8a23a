"use client";

import type { RunEvent } from "@tfbench/contracts";
import { useState, type KeyboardEvent } from "react";
import { nearestIndex } from "./describe-waterfall.ts";
import type { View } from "./layout-waterfall.ts";
import { moveView, zoomAround } from "./move-view.ts";

type WalkOptions = {
  events: readonly RunEvent[];
  view: View;
  openedSeq: number | null;
  onOpen: (seq: number) => void;
  onZoom: (view: View | null) => void;
};
export type Walk = {
  /** The event someone stands on; null while nobody walks. */
  at: number | null;
  /** That event, else the one whose raw form is open. */
  marked: RunEvent | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  leave: () => void;
};

/** Walking the events by keyboard: arrows, Home and End; Enter opens, plus and minus zoom, 0 shows all. */
export function useWalk({ events, view, openedSeq, onOpen, onZoom }: WalkOptions): Walk {
  const [at, setAt] = useState<number | null>(null);
  const marked = at === null ? events.find(({ seq }) => seq === openedSeq) : events[at];
  const centreMs = marked?.offset_ms ?? (view.fromMs + view.toMs) / 2;

  const walkTo = (index: number) => {
    const next = Math.min(Math.max(index, 0), events.length - 1);
    const event = events[next];
    if (event === undefined) return;
    setAt(next);
    const moved = moveView(view, event.offset_ms);
    if (moved !== view) onZoom(moved);
  };
  const walk = (steps: -1 | 1) => {
    const from = at ?? (marked === undefined ? -1 : events.indexOf(marked));
    // Whoever begins to walk begins with what is in sight.
    walkTo(from === -1 ? nearestIndex(events, view.fromMs) : from + steps);
  };
  const keys: Record<string, () => void> = {
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    Home: () => walkTo(0),
    End: () => walkTo(events.length - 1),
    "+": () => onZoom(zoomAround(view, centreMs, 0.5)),
    "=": () => onZoom(zoomAround(view, centreMs, 0.5)),
    "-": () => onZoom(zoomAround(view, centreMs, 2)),
    "0": () => onZoom(null),
    Enter: () => marked !== undefined && onOpen(marked.seq),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return { at, marked, onKeyDown, leave: () => setAt(null) };
}
