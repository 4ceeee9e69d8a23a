"use client";

import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";

const PATIENCE_MS = 4_000;

/** In the header, where it moves nothing: says that a page which shows nothing yet is waiting for the API, once that takes longer than anybody expects. */
export function WaitingNote() {
  const isWaiting = useIsFetching({ predicate: ({ state }) => state.status === "pending" }) > 0;
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isWaiting]);
  if (!isLong) return null;
  return (
    <p role="status" className="min-w-0 truncate text-meta text-warn">
      Still waiting for the API
    </p>
  );
}
