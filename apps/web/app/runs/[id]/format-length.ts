import { formatDurationIn } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";

/** Lengths that are read against each other within one run: about three digits of each, so that none becomes 0. */
export function formatLength(lengthMs: number): string {
  if (lengthMs < 1_000) return `${formatNumber(lengthMs, lengthMs < 10 ? 1 : 0)} ms`;
  if (lengthMs < 120_000) return `${formatNumber(lengthMs / 1_000, lengthMs < 10_000 ? 2 : 1)} s`;
  return `${formatDurationIn("min", lengthMs)} min`;
}
