import { InvalidArgumentError, Option } from "commander";
import { parseDurationRange } from "../plan/parse-duration-range.ts";
import type { RunsOrTime } from "../plan/load-from-flags.ts";
import type { RangeMs } from "../plan/parse-duration-range.ts";
import { parseDurationMs } from "../plan/parse-duration.ts";

const MS_PER_HOUR = 3_600_000;
// As LoadProfile and TargetLimits have them: a value is refused where it was typed.
const LONGEST_LOAD_HOURS = 168;
const MOST_PER_SECOND = 100_000;

/** Parsers of option values; each says what it expected. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(
        `expected a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`}.`,
      );
    }
    return value;
  };

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("expected a number above 0.");
  return value;
}

/** Runs due a second. */
export function ratePerSecond(text: string): number {
  const value = positiveNumber(text);
  if (value > MOST_PER_SECOND) throw new InvalidArgumentError(`expected a number above 0, up to ${MOST_PER_SECOND}.`);
  return value;
}

export function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError("expected a number from 0.");
  }
  return value;
}

/** Up to but without 1. */
export function share(text: string): number {
  const value = notNegative(text);
  if (value >= 1) throw new InvalidArgumentError("expected a share below 1, such as 0.05.");
  return value;
}

export function shareAbove0(text: string): number {
  const value = share(text);
  if (value === 0) throw new InvalidArgumentError("expected a share between 0 and 1, such as 0.95.");
  return value;
}

/** From 0.5 up to but without 1. */
export function confidence(text: string): number {
  const value = share(text);
  if (value < 0.5) throw new InvalidArgumentError("expected a share from 0.5 on, such as 0.95.");
  return value;
}

/** Above 0, and 1 is all. */
export function shareUpToAll(text: string): number {
  const value = positiveNumber(text);
  if (value > 1) throw new InvalidArgumentError("expected a share up to 1, such as 0.1.");
  return value;
}

/** A bare number counts runs; with a unit it is a time. */
export function runsOrTime(text: string): RunsOrTime {
  if (/^\d+$/.test(text)) return { runs: wholeNumber(0, 100_000)(text) };
  const ms = parseDurationMs(text);
  if (ms === null) throw new InvalidArgumentError("expected a number of runs, or a time with its unit, such as 10s.");
  return { ms: durationMs(text) };
}

/** How long a load may last. */
export function durationMs(text: string): number {
  return durationUpTo(text, LONGEST_LOAD_HOURS);
}

/** How long is waited for one thing. */
export function waitMs(text: string): number {
  return durationUpTo(text, 1);
}

function durationUpTo(text: string, hours: number): number {
  const value = parseDurationMs(text);
  if (value === null) throw new InvalidArgumentError("expected a duration such as 30s, 500ms or 2m.");
  if (value > hours * MS_PER_HOUR) throw new InvalidArgumentError(`expected a duration of at most ${hours}h.`);
  return value;
}

export function durationRange(text: string): RangeMs {
  const range = parseDurationRange(text);
  if (range === null) throw new InvalidArgumentError("expected a duration such as 2s, or two as 1s..5s.");
  if (range.to > MS_PER_HOUR) throw new InvalidArgumentError("expected durations of at most 1h.");
  return range;
}

/** An option that may be given several times: a list of what was given. */
export const repeated = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((value: string, others: readonly string[]) => [...others, value])
    .default([], "none");
