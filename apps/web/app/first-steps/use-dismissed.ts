"use client";

import { useSyncExternalStore } from "react";

const PLACE = "tfbench.first-steps";
const DISMISSED = "dismissed";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether this person has put the first steps away; null until the browser could be asked. */
export function useDismissed(): { isDismissed: boolean | null; dismiss: () => void } {
  const isDismissed = useSyncExternalStore<boolean | null>(
    subscribe,
    () => localStorage.getItem(PLACE) === DISMISSED,
    () => null,
  );
  const dismiss = () => {
    localStorage.setItem(PLACE, DISMISSED);
    for (const listener of listeners) listener();
  };
  return { isDismissed, dismiss };
}
