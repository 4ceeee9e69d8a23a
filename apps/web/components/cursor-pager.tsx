"use client";

import { ArrowRight, ChevronsLeft } from "lucide-react";
import { Button } from "./ui/button.tsx";

type CursorPagerProps = { isFirst: boolean; next: string | null; onGo: (cursor: string | null) => void };

/** Pages as the API gives them: the next one, or the first again. The browser's own Back leads to the page before. */
export function CursorPager({ isFirst, next, onGo }: CursorPagerProps) {
  if (isFirst && next === null) return null;
  return (
    <nav aria-label="Pages of the list" className="flex justify-end gap-2">
      <Button size="dense" disabled={isFirst} onClick={() => onGo(null)}>
        <ChevronsLeft aria-hidden /> First page
      </Button>
      <Button size="dense" disabled={next === null} onClick={() => onGo(next)}>
        Next page <ArrowRight aria-hidden />
      </Button>
    </nav>
  );
}
