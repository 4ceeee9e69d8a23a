const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

/** Writes instants with the offset that a time zone has at that moment: `2026-11-23T17:00:00.000+01:00`, or Z for UTC. */
export function createInstantWriter(timeZone: string): (instant: string) => string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  // Offsets change at full quarters of an hour, if at all; asking for each instant would take most of an export's time.
  const known = new Map<number, number>();
  const offsetAt = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const offset = known.get(quarter) ?? readOffset(parts, ms);
    known.set(quarter, offset);
    return offset;
  };
  return (instant) => {
    const ms = Date.parse(instant);
    const offsetMs = offsetAt(ms);
    if (offsetMs === 0) return instant;
    return new Date(ms + offsetMs).toISOString().slice(0, -1) + writeOffset(offsetMs);
  };
}

/** "GMT+05:30" and the like; "GMT" alone for none. */
function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const size = Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
}

function writeOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
