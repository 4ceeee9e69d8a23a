import type { TimestampUnit } from "@tfbench/engine";

const DATE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const MS = { ms: 1, s: 1_000 } as const;

/**
 * A timestamp in milliseconds from some instant: a number in the unit, or a date with a time of day, whose fraction may
 * be finer than a millisecond. A date without a zone is in UTC. Null where it is none.
 */
export function parseInstantMs(value: unknown, unit: TimestampUnit): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value * MS[unit] : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  if (Number.isFinite(number)) return number * MS[unit];
  const [, day, time, fraction = "", zone = "Z"] = DATE.exec(value.trim()) ?? [];
  if (day === undefined || time === undefined) return null;
  const wholeMs = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(wholeMs) ? null : wholeMs + Number(fraction) * 1_000;
}
