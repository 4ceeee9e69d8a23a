import type { Run } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareStats } from "./prepare-stats.ts";

const STREAM: Partial<Run> = {
  provider: "openai",
  ttft_ms: 310,
  response_ttft_ms: 512,
  tpot_ms: 20.5,
  output_tokens_per_second: 48.78,
  first_chunk_tokens: 1,
  input_tokens: 12,
  output_tokens: 64,
  reasoning_tokens: 0,
  content_chunks: 64,
  finish_reason: "length",
  is_buffered: false,
};
const told = (changes: Partial<Run>, title: string) => {
  const stat = prepareStats(makeRun({ ...STREAM, ...changes })).find((each) => each.title === title);
  return [stat?.parts.map(({ text }) => text).join(" / "), stat?.note];
};

test("a stream of text has no words of agents", () => {
  const said = prepareStats(makeRun(STREAM)).flatMap(({ title, definition, note }) => [title, definition, note ?? ""]);

  expect(said.join(" ")).not.toMatch(/\b(action|agent|browser|step)s?\b/i);
});

test.each<[Partial<Run>, string, string, string | null]>([
  [{}, "Time to first token", "310 ms", "512 ms from due"],
  [{ has_hidden_reasoning: true }, "Time to first token", "310 ms", "512 ms from due; includes hidden thinking"],
  [{}, "Time per output token", "20.50 ms", "48.8 tokens/s"],
  [{ first_chunk_tokens: null }, "Time per output token", "20.50 ms", "48.8 tokens/s; first chunk taken for 1 token"],
  [{ tpot_ms: null }, "Time per output token", "", "not known: no token count, or a single chunk"],
  [{ reasoning_tokens: 20, cached_tokens: 8 }, "Tokens, in / out", "12 / 64", "20 of reasoning; 8 from a cache"],
  [{ input_tokens: null, output_tokens: null }, "Tokens, in / out", "", "not counted by the server"],
  [{ input_tokens: null }, "Tokens, in / out", "? / 64", null],
  [{}, "Finish reason", "length", null],
  [{ is_buffered: true }, "Content chunks", "64", "buffered: they came in almost no time"],
  [{ status: "running", finish_reason: null }, "Finish reason", "", "known when the run has ended"],
])("%o is told at %s as %s", (changes, title, value, note) => {
  expect(told(changes, title)).toEqual([value, note]);
});
