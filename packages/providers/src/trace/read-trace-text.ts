import type { TimestampUnit, Trace } from "@tfbench/engine";
import type { Arrival, PlacedArrival } from "./read-arrival.ts";
import { readCsvTrace } from "./read-csv-trace.ts";
import { readJsonTrace } from "./read-json-trace.ts";
import { traceError } from "./trace-error.ts";

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

type TraceText = { name: string; text: string; form: "jsonl" | "csv" };

/** Reads a trace. Throws an AppError that names the line and column of what cannot be read. */
export function readTraceText({ name, text, form }: TraceText, options: TraceOptions): Trace {
  const isCsv = form === "csv";
  const unit = options.unit ?? (isCsv ? "s" : "ms");
  const all = isCsv ? readCsvTrace(name, text, unit) : readJsonTrace(name, text, unit);
  assertOrder(name, all);
  const [first] = all;
  if (first === undefined) throw traceError(name, { line: 1, column: 1 }, "there is no request in it");
  const { speed, requests, durationMs } = options;
  const offsetMs = ({ atMs }: Arrival): number => Math.round(((atMs - first.atMs) / speed) * 1_000) / 1_000;
  const chosen = all.slice(0, requests ?? all.length).filter((each) => offsetMs(each) < (durationMs ?? Infinity));
  return {
    dueOffsetsMs: chosen.map(offsetMs),
    requests: chosen.map(({ inputTokens, outputTokens, blocks }) => ({ inputTokens, outputTokens, blocks })),
    name,
    description: `${name}${speed === 1 ? "" : ` at ${speed} times its speed`}`,
  };
}

function assertOrder(name: string, arrivals: readonly PlacedArrival[]): void {
  const wrong = arrivals.findIndex(({ atMs }, index) => atMs < (arrivals[index - 1]?.atMs ?? -Infinity));
  if (wrong < 0) return;
  const { line } = arrivals[wrong] ?? { line: 1 };
  throw traceError(name, { line, column: 1 }, "its timestamp is before the one above: a trace has to be in order");
}
