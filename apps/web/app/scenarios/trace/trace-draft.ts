import type { Client } from "@tfbench/client";
import { readNumber } from "#components/form/number-field.tsx";

export type TraceDraft = {
  name: string;
  form: "jsonl" | "csv";
  text: string;
  unit: "" | "ms" | "s";
  speed: string;
};
type TraceBody = NonNullable<Parameters<Client["triggerRun"]>[0]["trace"]>;

export const EMPTY_TRACE: TraceDraft = { name: "", form: "jsonl", text: "", unit: "", speed: "1" };
export const TRACE_FIELDS = ["trace.text", "trace.speed", "trace.unit"] as const;

const MOST_TEXT = 900_000;
const SPEEDS = { least: 0.001, most: 1_000 };

/** What a file brings; how it is written is told by its name, as the command line does. */
export const traceOfFile = (name: string, text: string): Pick<TraceDraft, "name" | "form" | "text"> => ({
  name,
  form: /\.csv$/i.test(name) ? "csv" : "jsonl",
  text,
});

/** How many requests it seems to have: its lines, without the head of a CSV. The API reads it in the end. */
export function countRequests({ text, form }: Pick<TraceDraft, "text" | "form">): number {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "").length;
  return form === "csv" ? Math.max(0, lines - 1) : lines;
}

export function speedErrors({ speed }: Pick<TraceDraft, "speed">): string[] {
  const value = readNumber(speed);
  if (value === null || (value >= SPEEDS.least && value <= SPEEDS.most)) return [];
  return ["must be 0.001 to 1,000"];
}

/** What keeps it from being sent. */
export function traceObstacle(trace: TraceDraft): string | null {
  if (trace.text.trim() === "") return "Choose a trace first.";
  if (trace.text.length > MOST_TEXT) return "The trace is larger than the 900 kB a trigger takes: leave out its end.";
  if (trace.speed === "") return "Say how fast the trace is replayed first.";
  return speedErrors(trace).length === 0 ? null : "Mend what is marked in the load profile first.";
}

export const traceBody = (
  { name, form, text, unit, speed }: TraceDraft,
  ceiling: { max_in_flight: number | null; on_full: "wait" | "drop" },
): TraceBody => ({
  ...(name === "" ? {} : { name }),
  form,
  text,
  ...(unit === "" ? {} : { unit }),
  speed: Number(speed),
  ...ceiling,
});
