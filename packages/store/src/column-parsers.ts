import pg from "pg";

const { builtins } = pg.types;

/** "2026-01-02 03:04:05.678901+00" as sessions in UTC write it. */
const UTC_TIMESTAMP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** A timestamptz as the contracts' Instant: microseconds are cut off, not rounded. */
export function parseInstant(text: string): string {
  const parts = UTC_TIMESTAMP.exec(text);
  if (parts === null) throw new Error(`A timestamp the contracts cannot carry: ${text}`);
  const [, day, time, fraction = ""] = parts;
  return `${day}T${time}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
}

/** An int8 as a number; beyond 2^53 it throws rather than round. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`An integer beyond 2^53: ${text}`);
  return value;
}

function parseNumeric(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`A numeric that is no number: ${text}`);
  return value;
}

/** How column texts become the values of the contracts: instants, numbers, buffers, parsed JSON. */
export const columnParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    switch (oid) {
      case builtins.TIMESTAMPTZ:
        return parseInstant;
      case builtins.INT8:
        return parseInt8;
      case builtins.NUMERIC:
        return parseNumeric;
      default:
        return pg.types.getTypeParser(oid, format);
    }
  },
};
