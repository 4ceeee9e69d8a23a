"use client";

import { useState, type KeyboardEvent } from "react";

type ListKeysOptions = {
  count: number;
  pageRows: number;
  /** Brings a row into sight. */
  onMove: (at: number) => void;
  onOpen: (at: number) => void;
  onClose?: () => void;
  /** What further keys do with the row. */
  further?: Record<string, (at: number) => void>;
};

/** The row that the keyboard stands on: arrows, pages, Home and End move it, Enter opens it, Escape closes. */
export function useListKeys({ count, pageRows, onMove, onOpen, onClose, further = {} }: ListKeysOptions) {
  const [activeAt, setActiveAt] = useState<number | null>(null);
  const from = activeAt ?? -1;
  const moveTo = (wanted: number) => {
    const next = Math.min(Math.max(wanted, 0), count - 1);
    setActiveAt(next);
    onMove(next);
  };
  const keys: Record<string, () => unknown> = {
    ArrowDown: () => moveTo(from + 1),
    ArrowUp: () => moveTo(from - 1),
    PageDown: () => moveTo(from + pageRows),
    PageUp: () => moveTo(from - pageRows),
    Home: () => moveTo(0),
    End: () => moveTo(count - 1),
    Enter: () => activeAt !== null && onOpen(activeAt),
    ...(onClose === undefined ? {} : { Escape: onClose }),
    ...Object.fromEntries(
      Object.entries(further).map(([key, act]) => [key, () => activeAt !== null && act(activeAt)] as const),
    ),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return { activeAt, setActiveAt, onKeyDown };
}
