import type { LoadProfile } from "@tfbench/contracts";
import { createSchedule } from "@tfbench/engine";

/** How many runs a load has, or how long it goes on where that ends it. */
export function extentOf(load: LoadProfile, seed: number): { runs: number | null; durationMs: number | null } {
  if (load.kind !== "closed") return { runs: createSchedule(load, seed).length, durationMs: null };
  const durationMs = load.duration_ms ?? null;
  return { runs: durationMs === null ? (load.runs ?? null) : null, durationMs };
}
