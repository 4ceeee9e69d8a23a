import type { TimestampUnit, TraceRequest } from "@tfbench/engine";
import { parseInstantMs } from "./parse-instant.ts";

/** One line of a trace by its own names and values. */
export type TraceFields = ReadonlyMap<string, unknown>;
export type Arrival = TraceRequest & { atMs: number };
/** With the line it was read from, for what is found wrong later. */
export type PlacedArrival = Arrival & { line: number };
/** What is wrong with which field; null: a field is missing. */
export type ArrivalProblem = { field: string | null; message: string };

const TIMESTAMP = ["timestamp", "timestampms", "timestamps", "arrivaltime", "arrivedat"];
const INPUT = ["inputlength", "inputtokens", "contexttokens", "requesttokens", "prompttokens"];
const OUTPUT = ["outputlength", "outputtokens", "generatedtokens", "responsetokens", "completiontokens"];
const BLOCKS = ["hashids"];
/** Names that say their unit themselves. */
const UNIT_OF_NAME: Record<string, TimestampUnit> = { timestampms: "ms", timestamps: "s" };
const MOST_TOKENS = 1_000_000;

const bareName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Reads an arrival by the names that published traces use (Mooncake, Azure, BurstGPT), however they are written. */
export function readArrival(fields: TraceFields, unit: TimestampUnit): Arrival | ArrivalProblem {
  const find = (names: readonly string[]): string | null =>
    [...fields.keys()].find((name) => names.includes(bareName(name))) ?? null;
  const stamp = find(TIMESTAMP);
  if (stamp === null) return { field: null, message: "there is no timestamp" };
  const atMs = parseInstantMs(fields.get(stamp), UNIT_OF_NAME[bareName(stamp)] ?? unit);
  if (atMs === null) return { field: stamp, message: "is neither a number nor a date with a time of day" };
  const request = readRequest(fields, { input: find(INPUT), output: find(OUTPUT), blocks: find(BLOCKS) });
  return "message" in request ? request : { atMs, ...request };
}

type Names = Record<"input" | "output" | "blocks", string | null>;

function readRequest(fields: TraceFields, names: Names): TraceRequest | ArrivalProblem {
  const inputTokens = readTokens(fields, names.input);
  const outputTokens = readTokens(fields, names.output);
  if (inputTokens === undefined) return { field: names.input, message: `is no number of tokens up to ${MOST_TOKENS}` };
  if (outputTokens === undefined) {
    return { field: names.output, message: `is no number of tokens up to ${MOST_TOKENS}` };
  }
  const blocks = names.blocks === null ? null : fields.get(names.blocks);
  if (blocks === null || blocks === undefined) return { inputTokens, outputTokens, blocks: null };
  if (!isNumbers(blocks)) return { field: names.blocks, message: "is no list of whole numbers" };
  return { inputTokens, outputTokens, blocks };
}

/** Undefined where it is no number of tokens; a request of none is sent with one, the least there is. */
function readTokens(fields: TraceFields, name: string | null): number | null | undefined {
  const value = name === null ? null : fields.get(name);
  if (value === null || value === undefined || value === "") return null;
  const tokens = Number(value);
  return Number.isInteger(tokens) && tokens >= 0 && tokens <= MOST_TOKENS ? Math.max(1, tokens) : undefined;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0);
