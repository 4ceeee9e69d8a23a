import type { TimestampUnit } from "@tfbench/engine";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { PlacedArrival } from "./read-arrival.ts";
import { readArrival } from "./read-arrival.ts";
import { traceError } from "./trace-error.ts";

const Rows = z.array(
  z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.int() }).loose() }),
);

/** The arrivals of a CSV trace, whose first line names the columns. Throws an AppError with the place of a problem. */
export function readCsvTrace(file: string, text: string, unit: TimestampUnit): PlacedArrival[] {
  const [head, ...rows] = parseRows(file, text);
  if (head === undefined) return [];
  return rows.map(({ record, raw, info }) => {
    const arrival = readArrival(new Map(head.record.map((name, at) => [name, record[at]])), unit);
    if ("atMs" in arrival) return { ...arrival, line: info.lines };
    const { field, message } = arrival;
    if (field === null) throw traceError(file, { line: head.info.lines, column: 1 }, message);
    const column = columnOf(raw.replace(/^\r?\n/, ""), head.record.indexOf(field));
    throw traceError(file, { line: info.lines, column }, `${field} ${message}`);
  });
}

function parseRows(file: string, text: string): z.infer<typeof Rows> {
  try {
    return Rows.parse(parse(text, { info: true, raw: true, skip_empty_lines: true }));
  } catch (cause) {
    if (!isCsvError(cause)) throw cause;
    throw traceError(file, { line: cause.lines, column: 1 }, `it is no CSV: ${cause.message}`);
  }
}

type CsvProblem = Error & { lines: number };
const isCsvError = (cause: unknown): cause is CsvProblem =>
  cause instanceof Error && "lines" in cause && typeof cause.lines === "number";

/** Where a field begins in its line, from 1; commas between quotes end none. */
function columnOf(raw: string, field: number): number {
  let commas = 0;
  let isQuoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    if (commas === field) return at + 1;
    if (raw[at] === '"') isQuoted = !isQuoted;
    else if (raw[at] === "," && !isQuoted) commas += 1;
  }
  return raw.length + 1;
}
