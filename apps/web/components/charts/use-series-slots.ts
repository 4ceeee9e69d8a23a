"use client";

import { useEffect, useMemo } from "react";
import { seriesSlots } from "./series-slots.ts";

/** Kept while the dashboard stays open: a series does not change its colour from one page to the next. */
const pinned = new Map<string, number>();

/** The colour slot of each series of one picture, pinned from now on. */
export function useSeriesSlots(names: readonly string[]): ReadonlyMap<string, number> {
  const text = names.join("\n");
  const slots = useMemo(() => seriesSlots(text === "" ? [] : text.split("\n"), pinned), [text]);
  useEffect(() => {
    for (const [name, slot] of slots) if (!pinned.has(name)) pinned.set(name, slot);
  }, [slots]);
  return slots;
}
