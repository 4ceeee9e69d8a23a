import { formatNumber } from "./format-number.ts";

/** Whole seconds since a moment, for what is still going on: "4 s", "3 min 07 s". */
export function elapsedSince(instant: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(instant)) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${formatNumber(Math.floor(seconds / 3_600))} h ${String(Math.floor((seconds % 3_600) / 60)).padStart(2, "0")} min`;
}
