import { formatNumber } from "./format-number.ts";

/** The unit of a whole column, tile or axis: figures that stand together share it. */
export type DurationUnit = "ms" | "s" | "min";

const MS_IN: Record<DurationUnit, number> = { ms: 1, s: 1_000, min: 60_000 };

const SMALLER: Record<DurationUnit, DurationUnit> = { min: "s", s: "ms", ms: "ms" };
/** Less than this of a unit would be rounded away. */
const LEAST_SHOWN = 0.1;

/**
 * Chosen by the largest value, so that no figure of the column needs more than about five digits; one unit smaller where
 * the smallest would be shown as nothing.
 */
export function durationUnitFor(valuesMs: readonly (number | null)[]): DurationUnit {
  const sizes = valuesMs.filter((value) => value !== null).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const unit = largest < 10_000 ? "ms" : largest < 600_000 ? "s" : "min";
  const smallest = Math.min(...sizes.filter((size) => size > 0));
  return smallest / MS_IN[unit] < LEAST_SHOWN ? SMALLER[unit] : unit;
}

const DECIMALS: Record<DurationUnit, number> = { ms: 0, s: 1, min: 1 };

/** The bare number in the given unit; the unit stands in the column's head or beside it. */
export const formatDurationIn = (unit: DurationUnit, valueMs: number): string =>
  formatNumber(valueMs / MS_IN[unit], DECIMALS[unit]);

/** For axes, whose steps shall be round in their own unit. */
export const inUnit = (unit: DurationUnit, valueMs: number): number => valueMs / MS_IN[unit];

/** A duration that stands alone, with its unit. */
export function formatDuration(valueMs: number): string {
  const unit = durationUnitFor([valueMs]);
  return `${formatDurationIn(unit, valueMs)} ${unit}`;
}
