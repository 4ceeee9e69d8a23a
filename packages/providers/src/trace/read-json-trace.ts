import type { TimestampUnit } from "@tfbench/engine";
import type { PlacedArrival, TraceFields } from "./read-arrival.ts";
import { readArrival } from "./read-arrival.ts";
import { traceError } from "./trace-error.ts";

type Line = { text: string; number: number };
type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The arrivals of a JSONL trace, or those of the runs of a record file. Throws an AppError with the place of a problem. */
export function readJsonTrace(file: string, text: string, unit: TimestampUnit): PlacedArrival[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ text: line, number: index + 1 }))
    .filter((line) => line.text.trim() !== "");
  const [first] = lines;
  const isRecordFile = first !== undefined && tryParse(first.text)?.["kind"] === "batch";
  return isRecordFile ? readRecords(file, lines) : lines.map((line) => readLine(file, line, unit));
}

function readLine(file: string, line: Line, unit: TimestampUnit): PlacedArrival {
  const fields: TraceFields = new Map(Object.entries(parse(file, line)));
  const arrival = readArrival(fields, unit);
  if ("atMs" in arrival) return { ...arrival, line: line.number };
  const { field, message } = arrival;
  const column = field === null ? 1 : line.text.indexOf(JSON.stringify(field)) + 1;
  throw traceError(file, { line: line.number, column }, field === null ? message : `${field} ${message}`);
}

/** Runs stand in the order they ended. A last line that was cut is left out, as a killed program leaves one. */
function readRecords(file: string, lines: readonly Line[]): PlacedArrival[] {
  return lines
    .map((line) => (line === lines.at(-1) ? (tryParse(line.text) ?? {}) : parse(file, line)))
    .flatMap((record, index) => {
      const { kind, stamps, input_tokens, output_tokens } = record;
      if (kind !== "run") return [];
      const fields = { timestamp: isObject(stamps) ? stamps["due"] : null, input_tokens, output_tokens };
      const arrival = readArrival(new Map(Object.entries(fields)), "ms");
      const line = lines[index]?.number ?? 1;
      if ("atMs" in arrival) return [{ ...arrival, line }];
      throw traceError(
        file,
        { line, column: 1 },
        `the run of this line says not when it was due, or ${arrival.message}`,
      );
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

function parse(file: string, { text, number }: Line): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    // Where the parser names no position, the line has ended too early.
    const position = Number(/position (\d+)/.exec(said)?.[1] ?? text.length);
    throw traceError(file, { line: number, column: position + 1 }, `it is no JSON: ${said}`);
  }
  if (isObject(value)) return value;
  throw traceError(file, { line: number, column: 1 }, "this line is no object");
}

function tryParse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
