import type { LoadMetric } from "@tfbench/contracts";
import { durationUnitFor, inUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";

/** How the figures of one metric are written: they share unit and decimals. */
export type LoadScale = { unit: string; write: (value: number) => string };

const decimalsFor = (largest: number): number => (largest >= 100 ? 0 : largest >= 10 ? 1 : 2);

export function loadScale({ unit, p50, p99, mean }: Pick<LoadMetric, "unit" | "p50" | "p99" | "mean">): LoadScale {
  const shown = [p50, p99, mean].filter((value) => value !== null);
  const duration = unit === "ms" ? durationUnitFor(shown) : null;
  const inShown = (value: number) => (duration === null ? value : inUnit(duration, value));
  const decimals = unit === "tokens" ? 0 : decimalsFor(Math.max(0, ...shown.map(inShown)));
  return { unit: duration ?? unit, write: (value) => formatNumber(inShown(value), decimals) };
}
