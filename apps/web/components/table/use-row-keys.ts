"use client";

import type { RowData } from "@tanstack/react-table";
import { useState } from "react";
import type { Shortcut } from "#components/shortcuts/match-keys.ts";
import { useShortcuts } from "#components/shortcuts/shortcuts.tsx";
import type { DataTableProps } from "./table-types.ts";
import type { SelectionControl } from "./use-selection.ts";

type RowKeys<Row extends RowData> = Pick<DataTableProps<Row>, "cursor" | "rows" | "rowKey"> & {
  selection: SelectionControl | null;
};

/** Walks the rows with j and k, the focus going along; the returned setter is the reference of the table's body. */
export function useRowKeys<Row extends RowData>({
  cursor,
  rows = [],
  rowKey,
  selection,
}: RowKeys<Row>): (body: HTMLTableSectionElement | null) => void {
  const [body, setBody] = useState<HTMLTableSectionElement | null>(null);
  const index = cursor === undefined ? -1 : rows.findIndex((row) => rowKey(row) === cursor.key);
  const row = rows[index];

  function walk(by: -1 | 1) {
    const next = index < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(index + by, 0), rows.length - 1);
    const nextRow = rows[next];
    if (nextRow === undefined) return;
    cursor?.onChange(rowKey(nextRow));
    body?.rows[next]?.focus();
  }

  const shortcuts: Shortcut[] = [];
  const add = (keys: string, text: string, run: () => void) => shortcuts.push({ keys, text, group: "List", run });
  if (cursor !== undefined) {
    add("j", "Next row", () => walk(1));
    add("k", "Row before", () => walk(-1));
    add("Enter", "Open the row", () => row !== undefined && cursor.onOpen(row));
    const { onPeek } = cursor;
    if (onPeek !== undefined) add("Space", "Peek at the row", () => row !== undefined && onPeek(row));
    if (selection !== null) add("x", "Select the row", () => row !== undefined && selection.toggle(rowKey(row), false));
  }
  useShortcuts(shortcuts);
  return setBody;
}
