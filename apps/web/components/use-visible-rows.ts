"use client";

import { useState, type UIEvent } from "react";

/** Rows drawn above and below what is in sight, so that scrolling meets no blank. */
const MARGIN_ROWS = 12;

type VisibleRowsOptions = {
  count: number;
  rowPx: number;
  heightPx: number;
  onScroll?: (place: { isAtEnd: boolean }) => void;
};
export type VisibleRows = {
  onScroll: (event: UIEvent<HTMLElement>) => void;
  /** The rows that must exist: from `first` up to, not including, `last`. */
  first: number;
  last: number;
};

/** Of rows of one height in a scrolling box, those in sight: twenty thousand scroll like twenty. */
export function useVisibleRows({ count, rowPx, heightPx, onScroll }: VisibleRowsOptions): VisibleRows {
  const [scrollTop, setScrollTop] = useState(0);
  return {
    onScroll: ({ currentTarget: { scrollTop: top, scrollHeight, clientHeight } }) => {
      setScrollTop(top);
      // Closer to the end than one row counts as being there.
      onScroll?.({ isAtEnd: scrollHeight - top - clientHeight < rowPx });
    },
    first: Math.max(0, Math.floor(scrollTop / rowPx) - MARGIN_ROWS),
    last: Math.min(count, Math.ceil((scrollTop + heightPx) / rowPx) + MARGIN_ROWS),
  };
}

/** Scrolls a box of rows just as far as it takes to see one of them. */
export function bringIntoSight(box: HTMLElement | null, at: number, rowPx: number): void {
  if (box === null) return;
  const top = at * rowPx;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowPx > box.scrollTop + box.clientHeight) box.scrollTop = top + rowPx - box.clientHeight;
}
