"use client";

import { useRef } from "react";
import { togglePage, toggleRange, toggleRow } from "./select-rows.ts";
import type { TableSelection } from "./table-types.ts";

export type SelectionControl = {
  chosenHere: number;
  has: (key: string) => boolean;
  toggle: (key: string, isRange: boolean) => void;
  toggleAll: () => void;
};

/** What a click on a box does; with Shift it reaches from the box clicked before. */
export function useSelection<Row>(
  selection: TableSelection<Row> | undefined,
  keys: readonly string[],
): SelectionControl | null {
  const anchor = useRef<string | null>(null);
  if (selection === undefined) return null;
  return {
    chosenHere: keys.filter((key) => selection.keys.has(key)).length,
    has: (key) => selection.keys.has(key),
    toggle: (key, isRange) => {
      const from = anchor.current;
      anchor.current = key;
      selection.onChange(
        isRange && from !== null
          ? toggleRange(selection.keys, { keys, from, to: key })
          : toggleRow(selection.keys, key),
      );
    },
    toggleAll: () => selection.onChange(togglePage(selection.keys, keys)),
  };
}
