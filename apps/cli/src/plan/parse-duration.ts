const FORM = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/;
const MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof MS;
const isUnit = (text: string): text is Unit => text in MS;

/** `30s`, `500ms`, `2m`, `1h`, or a bare number of seconds, in milliseconds. Null where it is none, or nothing. */
export function parseDurationMs(text: string): number | null {
  const [, number, unit = "s"] = FORM.exec(text.trim()) ?? [];
  if (number === undefined || !isUnit(unit)) return null;
  const ms = Number(number) * MS[unit];
  return ms > 0 ? ms : null;
}
