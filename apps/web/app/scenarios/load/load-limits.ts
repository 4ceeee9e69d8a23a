import { readNumber } from "#components/form/number-field.tsx";
import { formatNumber } from "#format/format-number.ts";

/** What a field may hold; the API's own limits, so that a form can say them before anything is sent. */
export const LIMITS = {
  runs: { min: 1, max: 10_000, isWhole: true },
  concurrency: { min: 1, max: 10_000, isWhole: true },
  start_spread_ms: { min: 0, max: 60_000, isWhole: true },
  rate_per_second: { min: 0.000_001, max: 100_000, isWhole: false },
  duration_s: { min: 0.001, max: 604_800, isWhole: false },
  shape: { min: 0.01, max: 1_000, isWhole: false },
  runs_per_burst: { min: 1, max: 10_000, isWhole: true },
  every_s: { min: 0.001, max: 86_400, isWhole: false },
  from_per_second: { min: 0.000_001, max: 100_000, isWhole: false },
  to_per_second: { min: 0.000_001, max: 100_000, isWhole: false },
  ramp_s: { min: 0.001, max: 604_800, isWhole: false },
  max_in_flight: { min: 1, max: 10_000, isWhole: true },
  seed: { min: 0, max: 4_294_967_295, isWhole: true },
} as const;
export type LoadField = keyof typeof LIMITS;
export const STAGE_LIMITS = {
  rate_per_second: { ...LIMITS.rate_per_second, min: 0 },
  duration_s: LIMITS.duration_s,
} as const;

type Limit = { min: number; max: number; isWhole: boolean };

export function problemOf(text: string, { min, max, isWhole }: Limit): string | null {
  const value = readNumber(text);
  if (value === null) return null;
  if (value < min)
    return min > 0 && min < 0.001 ? "must be more than 0" : `must be at least ${min < 1 ? min : formatNumber(min)}`;
  if (value > max) return `must be at most ${formatNumber(max)}`;
  return isWhole && !Number.isInteger(value) ? "must be a whole number" : null;
}
