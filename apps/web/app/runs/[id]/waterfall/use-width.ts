"use client";

import { useEffect, useState, type RefObject } from "react";

/** How wide an element is, in pixels; 0 until it has been measured. */
export function useWidth(place: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return widthPx;
}
