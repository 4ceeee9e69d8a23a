import { basename } from "node:path";
import type { Arrival, PlacedArrival } from "./read-arrival.ts";
import { readCsvTrace } from "./read-csv-trace.ts";
import { readJsonTrace } from "./read-json-trace.ts";
import { traceError } from "./trace-error.ts";
import type { TimestampUnit, Trace } from "./trace.ts";
import { readTextFile } from "../read-text-file.ts";

const HINT = "Check the path; it is taken from the folder the command runs in, or from that of the scenario file.";

export type TraceOptions = {
  /** 2 is twice as fast as it was recorded. */
  speed: number;
  /** Null: milliseconds in JSONL, seconds in CSV, as published traces have them. */
  unit: TimestampUnit | null;
  /** Only so many of the first requests; null: all. */
  requests: number | null;
  /** Only what is due before this, at the asked speed; null: all. */
  durationMs: number | null;
};

/** Reads a trace. Throws a CliError that names the line and column of what cannot be read. */
export function readTrace(file: string, options: TraceOptions): Trace {
  const text = readTextFile(file, { what: "trace", hint: HINT });
  const isCsv = /\.csv$/i.test(file);
  const unit = options.unit ?? (isCsv ? "s" : "ms");
  const all = isCsv ? readCsvTrace(file, text, unit) : readJsonTrace(file, text, unit);
  assertOrder(file, all);
  const [first] = all;
  if (first === undefined) throw traceError(file, { line: 1, column: 1 }, "there is no request in it");
  const { speed, requests, durationMs } = options;
  const offsetMs = ({ atMs }: Arrival): number => Math.round(((atMs - first.atMs) / speed) * 1_000) / 1_000;
  const chosen = all.slice(0, requests ?? all.length).filter((each) => offsetMs(each) < (durationMs ?? Infinity));
  return {
    dueOffsetsMs: chosen.map(offsetMs),
    requests: chosen.map(({ inputTokens, outputTokens, blocks }) => ({ inputTokens, outputTokens, blocks })),
    name: basename(file),
    description: `${basename(file)}${speed === 1 ? "" : ` at ${speed} times its speed`}`,
  };
}

function assertOrder(file: string, arrivals: readonly PlacedArrival[]): void {
  const wrong = arrivals.findIndex(({ atMs }, index) => atMs < (arrivals[index - 1]?.atMs ?? -Infinity));
  if (wrong < 0) return;
  const { line } = arrivals[wrong] ?? { line: 1 };
  throw traceError(file, { line, column: 1 }, "its timestamp is before the one above: a trace has to be in order");
}
