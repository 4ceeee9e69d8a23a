import type { Run } from "@tfbench/contracts";
import { prepareStats } from "./prepare-stats.ts";
import { KNOWN_LATER, type Stat } from "./stat.ts";

type StatRowModel = { stats: Stat[]; pending: string | null };

/** The figures that are known; that the others are not yet is said once, not at each of them. */
export function prepareStatRow(run: Run): StatRowModel {
  const all = prepareStats(run);
  const stats = all.filter(({ note }) => note !== KNOWN_LATER);
  if (stats.length === all.length) return { stats, pending: null };
  return { stats, pending: `${stats.length === 0 ? "Its figures" : "Its other figures"} are ${KNOWN_LATER}.` };
}
