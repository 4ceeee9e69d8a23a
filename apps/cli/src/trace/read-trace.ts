import { basename } from "node:path";
import type { Trace } from "@tfbench/engine";
import { readTraceText, type TraceOptions } from "@tfbench/providers";
import { readTextFile } from "../read-text-file.ts";

const HINT = "Check the path; it is taken from the folder the command runs in, or from that of the scenario file.";

/** Reads a trace from a file. Throws an error that names the line and column of what cannot be read. */
export function readTrace(file: string, options: TraceOptions): Trace {
  const text = readTextFile(file, { what: "trace", hint: HINT });
  const form = /\.csv$/i.test(file) ? "csv" : "jsonl";
  const name = basename(file);
  const trace = readTraceText({ name: file, text, form }, options);
  return { ...trace, name, description: `${name}${trace.description.slice(file.length)}` };
}
