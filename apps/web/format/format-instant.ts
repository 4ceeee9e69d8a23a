const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const inZone = (instant: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", {
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
    ...options,
  }).format(new Date(instant));

/** Exact time in UTC, for the hover text. */
export const formatUtc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 23)} UTC`;

/** Exact time in the given zone with the zone's name; the machine's own zone when none is given. */
export const formatExact = (instant: string, timeZone?: string): string =>
  inZone(instant, timeZone, {
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });

/** Relative up to a day, then the date and the time. */
export function formatWhen(instant: string, nowMs: number, timeZone?: string): string {
  const ageMs = nowMs - Date.parse(instant);
  if (ageMs < 0 || ageMs >= DAY_MS)
    return inZone(instant, timeZone, { day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit" });
  if (ageMs < 5_000) return "just now";
  if (ageMs < MINUTE_MS) return `${Math.floor(ageMs / 1_000)} s ago`;
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  return `${Math.floor(ageMs / HOUR_MS)} h ago`;
}
