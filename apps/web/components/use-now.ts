"use client";

import { useSyncExternalStore } from "react";

/** One clock for all relative times and elapsed figures of a page. */
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const each of listeners) each();
    }, 1_000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function readNow(): number {
  if (nowMs === 0) nowMs = Date.now();
  return nowMs;
}

/** The time of day in milliseconds, moving once a second; null until the browser has taken over from the server. */
export const useNow = (): number | null => useSyncExternalStore(subscribe, readNow, () => null);
