import type { SkippedRun } from "@tfbench/contracts";

/** The runs that were named and do not exist. */
export function skipMissing(ids: readonly number[], known: readonly { id: number }[]): SkippedRun[] {
  const existing = new Set(known.map(({ id }) => id));
  return ids
    .filter((id) => !existing.has(id))
    .map((id) => ({ id, reason: "not_found", message: `Run ${id} does not exist.` }));
}
