"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { readLayout, type TableLayout } from "./table-layout.ts";

const CHANGED = "tfbench:table-layout";

function subscribe(listener: () => void): () => void {
  // `storage` tells of other tabs, the event of our own of this one.
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

export type LayoutControl = { layout: TableLayout; change: (part: Partial<TableLayout>) => void };

/** A person's layout of one list, kept in this browser; what the list shows is in the address as ever. */
export function useTableLayout(name: string): LayoutControl {
  const place = `tfbench.table.${name}`;
  const stored = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(place),
    () => null,
  );
  const layout = useMemo(() => readLayout(stored), [stored]);
  const change = useCallback(
    (part: Partial<TableLayout>) => {
      localStorage.setItem(place, JSON.stringify({ ...layout, ...part }));
      window.dispatchEvent(new Event(CHANGED));
    },
    [place, layout],
  );
  return { layout, change };
}
