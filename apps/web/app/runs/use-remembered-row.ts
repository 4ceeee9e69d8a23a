"use client";

import { useEffect, useRef, useState } from "react";

const KEY = "runs-row";

type Remembered = { address: string; row: string };

function readRemembered(): string | null {
  const [address, row] = (sessionStorage.getItem(KEY) ?? "").split("\n");
  return address === location.search && row !== undefined ? row : null;
}
const remember = ({ address, row }: Remembered) => sessionStorage.setItem(KEY, `${address}\n${row}`);

/**
 * The row that someone was on, for as long as the tab is open: Back from a run comes to the list with the cursor where it
 * was. Returns the cursor, and the reference of the element that holds the table.
 */
export function useRememberedRow(rowKeys: readonly string[]) {
  const [key, setKey] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement | null>(null);
  const hasLooked = useRef(false);
  const isLoaded = rowKeys.length > 0;

  useEffect(() => {
    if (!isLoaded || hasLooked.current) return;
    hasLooked.current = true;
    const row = readRemembered();
    const index = row === null ? -1 : rowKeys.indexOf(row);
    // The focus makes it the cursor.
    if (index >= 0) frame.current?.querySelector("tbody")?.rows[index]?.focus();
  }, [isLoaded, rowKeys]);

  const change = (row: string | null) => {
    setKey(row);
    if (row !== null) remember({ address: location.search, row });
  };
  return { cursorKey: key, moveTo: change, frame };
}
