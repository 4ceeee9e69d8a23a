"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { readColumns, readDensity, type Density, type TableLayout } from "./table-layout.ts";

const CHANGED = "tfbench:table-layout";
const DENSITY = "tfbench.density";

function subscribe(listener: () => void): () => void {
  // `storage` tells of other tabs, the event of our own of this one.
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

function store(place: string, text: string): void {
  localStorage.setItem(place, text);
  window.dispatchEvent(new Event(CHANGED));
}

const useStored = (place: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(place),
    () => null,
  );

/** The height of rows is that of a person's eyes and screen: one choice for all lists. */
export const setDensity = (density: Density): void => store(DENSITY, density);

export type LayoutControl = { layout: TableLayout; change: (part: Partial<TableLayout>) => void };

/** A person's layout of one list, kept in this browser; what the list shows is in the address as ever. */
export function useTableLayout(name: string): LayoutControl {
  const place = `tfbench.table.${name}`;
  const stored = useStored(place);
  const density = readDensity(useStored(DENSITY));
  const layout = useMemo(() => ({ ...readColumns(stored), density }), [stored, density]);
  const change = useCallback(
    ({ density: wanted, ...columns }: Partial<TableLayout>) => {
      if (wanted !== undefined) setDensity(wanted);
      if (Object.keys(columns).length === 0) return;
      const { order, hidden } = { ...layout, ...columns };
      store(place, JSON.stringify({ order, hidden }));
    },
    [place, layout],
  );
  return { layout, change };
}
