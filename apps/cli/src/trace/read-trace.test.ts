import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { tracePrompts, withTraceLengths } from "../prompts/trace-prompts.ts";
import { readTrace } from "./read-trace.ts";
import type { TraceOptions } from "@tfbench/providers";
import type { Trace } from "@tfbench/engine";

const AS_IT_IS: TraceOptions = { speed: 1, unit: null, requests: null, durationMs: null };
const SYNTHETIC = { seed: 5, inputTokens: 40, sharedPrefixTokens: 0, outputTokens: null, isRepeated: false };

function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-trace-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
const read = (name: string, text: string, options: Partial<TraceOptions> = {}): Trace =>
  readTrace(fileOf(name, text), { ...AS_IT_IS, ...options });
const plain = { blocks: null };

test("Mooncake's trace is read in milliseconds with its lengths and blocks", () => {
  const text =
    '{"timestamp": 27000, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]}\n\n' +
    '{"timestamp": 27013, "input_length": 6472, "output_length": 26, "hash_ids": [46, 48]}\n';

  expect(read("mooncake.jsonl", text)).toEqual({
    dueOffsetsMs: [0, 13],
    requests: [
      { inputTokens: 6955, outputTokens: 52, blocks: [46, 47] },
      { inputTokens: 6472, outputTokens: 26, blocks: [46, 48] },
    ],
    name: "mooncake.jsonl",
    description: "mooncake.jsonl",
  });
});

test("Azure's trace is read with dates finer than a millisecond", () => {
  const text =
    "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,374,44\n2023-11-16 18:17:04.0319569,396,109\n";

  expect(read("azure.csv", text)).toMatchObject({
    dueOffsetsMs: [0, 51.997],
    requests: [
      { inputTokens: 374, outputTokens: 44, ...plain },
      { inputTokens: 396, outputTokens: 109, ...plain },
    ],
  });
});

test("BurstGPT's trace is read in seconds, and a request of no tokens as one of one", () => {
  const text =
    "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,a\n45.5,G,9,0,9,b\n";

  expect(read("burst.csv", text)).toMatchObject({
    dueOffsetsMs: [0, 40_500],
    requests: [
      { inputTokens: 472, outputTokens: 18 },
      { inputTokens: 9, outputTokens: 1 },
    ],
  });
});

test("the runs of a record file are taken in the order they were due, and a line that was cut is left out", () => {
  const run = (due: number) => JSON.stringify({ kind: "run", stamps: { due }, input_tokens: 7, output_tokens: null });
  const text = [JSON.stringify({ kind: "batch" }), run(30.25), run(10.125), run(20).slice(0, 12)].join("\n");

  expect(read("run.ndjson", text)).toMatchObject({
    dueOffsetsMs: [0, 20.125],
    requests: [
      { inputTokens: 7, outputTokens: null },
      { inputTokens: 7, outputTokens: null },
    ],
  });
});

test("the unit can be said, by an option or by the name of the column", () => {
  const text = '{"timestamp": 1}\n{"timestamp": 1.25}\n';

  expect(read("t.jsonl", text, { unit: "s" }).dueOffsetsMs).toEqual([0, 250]);
  expect(read("t.jsonl", text.replaceAll("timestamp", "timestamp_s")).dueOffsetsMs).toEqual([0, 250]);
  expect(read("t.csv", "timestamp_ms\n1\n3\n").dueOffsetsMs).toEqual([0, 2]);
});

test("speed divides the offsets; a number of requests or a time takes the beginning", () => {
  const text = [0, 10, 20, 30].map((timestamp) => JSON.stringify({ timestamp })).join("\n");

  expect(read("t.jsonl", text, { speed: 4 })).toMatchObject({
    dueOffsetsMs: [0, 2.5, 5, 7.5],
    description: "t.jsonl at 4 times its speed",
  });
  expect(read("t.jsonl", text, { requests: 2 }).dueOffsetsMs).toEqual([0, 10]);
  expect(read("t.jsonl", text, { speed: 2, durationMs: 10 }).dueOffsetsMs).toEqual([0, 5]);
});

test.each([
  ["t.jsonl", '{"timestamp": 1}\n{"timestamp": 2,}\n', /t\.jsonl:2:17: it is no JSON/],
  ["t.jsonl", '{"timestamp": 1}\n{"timestamp": 2', /t\.jsonl:2:16: it is no JSON/],
  ["t.jsonl", '{"timestamp": 1}\n[2]\n', /t\.jsonl:2:1: this line is no object/],
  ["t.jsonl", '{"at": 1}\n', /t\.jsonl:1:1: there is no timestamp/],
  ["t.jsonl", '{"id": 3, "timestamp": "soon"}\n', /t\.jsonl:1:11: timestamp is neither a number nor a date/],
  ["t.jsonl", '{"timestamp": 1, "input_length": -4}\n', /t\.jsonl:1:18: input_length is no number of tokens/],
  ["t.jsonl", '{"timestamp": 1, "hash_ids": "all"}\n', /t\.jsonl:1:18: hash_ids is no list of whole numbers/],
  ["t.jsonl", '{"timestamp": 2}\n\n{"timestamp": 1}\n', /t\.jsonl:3:1: its timestamp is before the one above/],
  ["t.jsonl", "\n", /t\.jsonl:1:1: there is no request in it/],
  ["t.csv", 'name,timestamp\n"a, b",1\n"c, d",x\n', /t\.csv:3:8: timestamp is neither/],
  ["t.csv", "at,length\n1,2\n", /t\.csv:1:1: there is no timestamp/],
  ["t.csv", "timestamp,input_length\n1,2,3\n", /t\.csv:2:1: it is no CSV/],
])("%s holding %j is refused with its place", (name, text, sentence) => {
  expect(() => read(name, text)).toThrow(sentence);
});

const textAt = (trace: Trace, index: number): string =>
  String(tracePrompts(trace, SYNTHETIC).at(index).messages[0]?.["content"]);

test("prompts are as long as the trace says, and answers are limited to what it says", () => {
  const trace = read("t.csv", "timestamp,input_tokens,output_tokens\n0,300,7\n1,,\n");

  expect(textAt(trace, 0).split(" ")).toHaveLength(300);
  expect(textAt(trace, 1).split(" ")).toHaveLength(40);
  expect([0, 1].map((index) => tracePrompts(trace, SYNTHETIC).at(index).max_tokens)).toEqual([7, null]);
});

test("equal blocks of a trace are equal text, so a cache of prefixes finds what it found then", () => {
  const line = (hash_ids: number[], input_length: number) => JSON.stringify({ timestamp: 0, input_length, hash_ids });
  const trace = read("t.jsonl", [line([4, 5], 1024), line([4, 6], 900), line([7, 5], 1024)].join("\n"));
  const block = (index: number, place: number): string =>
    textAt(trace, index)
      .split(" ")
      .slice(place * 512, place * 512 + 512)
      .join(" ");

  expect([0, 1, 2].map((index) => textAt(trace, index).split(" ").length)).toEqual([1024, 900, 1024]);
  expect(block(1, 0)).toBe(block(0, 0));
  expect(block(2, 1)).toBe(block(0, 1));
  expect(block(1, 1)).not.toBe(block(0, 1).slice(0, block(1, 1).length));
  expect(block(2, 0)).not.toBe(block(0, 0));
});

test("prompts of a file keep their text and take the trace's lengths of answers", () => {
  const trace = read("t.csv", "timestamp,output_tokens\n0,7\n1,\n");
  const source = { at: () => ({ messages: [], max_tokens: 3 }), distinct: 1, description: "" };

  expect([0, 1].map((index) => withTraceLengths(source, trace).at(index).max_tokens)).toEqual([7, 3]);
});
