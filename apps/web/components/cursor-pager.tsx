"use client";

import { ArrowLeft, ArrowRight, ChevronsLeft } from "lucide-react";
import { Button } from "./ui/button.tsx";

type CursorPagerProps = {
  isFirst: boolean;
  /** Left out where the API gives none: the browser's own Back leads to the page before. */
  previous?: string | null;
  next: string | null;
  onGo: (cursor: string | null) => void;
};

/** Pages as the API gives them: the next one, the one before where it can tell, or the first again. */
export function CursorPager({ isFirst, previous, next, onGo }: CursorPagerProps) {
  if (isFirst && next === null) return null;
  return (
    <nav aria-label="Pages of the list" className="flex justify-end gap-2">
      <Button size="dense" disabled={isFirst} onClick={() => onGo(null)}>
        <ChevronsLeft aria-hidden /> First page
      </Button>
      {previous === undefined ? null : (
        <Button size="dense" disabled={previous === null} onClick={() => onGo(previous)}>
          <ArrowLeft aria-hidden /> Previous page
        </Button>
      )}
      <Button size="dense" disabled={next === null} onClick={() => onGo(next)}>
        Next page <ArrowRight aria-hidden />
      </Button>
    </nav>
  );
}
