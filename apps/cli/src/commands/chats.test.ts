import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RecordFileLine } from "@tfbench/contracts";
import type { RecordFileRun } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram, startProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const SCRIPT = { ttft_ms: 10, gap_ms: 1, output_tokens: 20 };
const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

const args = (url: string, script: object = {}): string[] => [
  ...["--json", "run", "--url", url, "--model", "m", "--input-tokens", "40", "--start-spread", "0s"],
  ...["--header", `x-simulate: ${JSON.stringify({ ...SCRIPT, ...script })}`],
];
const runsOf = (file: string): RecordFileRun[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => RecordFileLine.parse(JSON.parse(line)))
    .filter((line) => line.kind === "run")
    .toSorted((a, b) => a.index - b.index);

test("turns of a chat carry the whole history, wait their think time, and are told apart in the report", async () => {
  const { simulator: started, url } = await testSimulator();
  const file = join(testFolder(), "chats.ndjson");

  const { output } = await runProgram([
    ...args(url),
    ...["--concurrency", "2", "--requests", "3", "--turns", "3", "--think-time", "50ms..80ms", "--out", file],
  ]);

  const document = documentOf(output);
  expect(document).toMatchObject({
    runs: 9,
    successes: 9,
    load: { kind: "closed", runs: 3, concurrency: 2 },
    subject: { chats: { turns: 3, think_ms: { from: 50, to: 80 } } },
    conversations: { count: 3, broken_off: 0, first_turn: { ttft_ms: { n: 3 } }, later_turns: { ttft_ms: { n: 6 } } },
  });
  const { first_turn, later_turns } = document.conversations ?? {};
  expect(later_turns?.["input_tokens"]?.min).toBeGreaterThan(first_turn?.["input_tokens"]?.max ?? Infinity);
  // The history was answered before: its prefix is in the server's cache.
  expect(started.llmRequests().filter(({ cached_tokens }) => cached_tokens > 0)).toHaveLength(6);
  const runs = runsOf(file);
  expect(runs.map(({ conversation, turn }) => [conversation, turn])).toEqual(
    [0, 1, 2].flatMap((conversation) => [0, 1, 2].map((turn) => [conversation, turn])),
  );
  for (const [at, run] of runs.entries()) {
    const thoughtMs = run.stamps.due - (runs[at - 1]?.stamps.terminal ?? NaN);
    if (run.turn === 0) continue;
    expect(thoughtMs).toBeGreaterThanOrEqual(49.99);
    expect(thoughtMs).toBeLessThanOrEqual(80.01);
  }
  const again = await runProgram(["report", file]);
  expect(again.output).toMatch(
    /conversations of up to 3 turns 0\.050 s to 0\.080 s apart, closed, 2 at a time, 3 conversations/,
  );
  expect(again.output).toMatch(/success {2}100 % .*, 9 of 9 runs in 3 conversations/);
  expect(again.output).toMatch(/^ {2}later turns +ms/m);
});

test("in an open load conversations arrive at the rate, and a ceiling counts runs", async () => {
  const { simulator: started, url } = await testSimulator();

  const { output } = await runProgram([
    ...args(url),
    ...["--rate", "40", "--arrival", "constant", "--requests", "6", "--turns", "2", "--think-time", "20ms"],
    ...["--concurrency", "1"],
  ]);

  const document = documentOf(output);
  expect(document).toMatchObject({ runs: 12, conversations: { count: 6 } });
  const requests = started.llmRequests().toSorted((a, b) => a.first_byte_ms - b.first_byte_ms);
  requests.forEach((request, at) => {
    if (at > 0) expect(request.first_byte_ms).toBeGreaterThan(requests[at - 1]?.end_ms ?? Infinity);
  });
});

test("a conversation is over with its first turn that fails, and counted", async () => {
  const { simulator: started, url } = await testSimulator();

  const { output } = await runProgram([
    ...args(url, { fault: { kind: "truncated" } }),
    ...["--requests", "3", "--turns", "4", "--think-time", "1ms"],
  ]);

  expect(started.llmRequests()).toHaveLength(3);
  expect(documentOf(output)).toMatchObject({ runs: 3, successes: 0, conversations: { count: 3, broken_off: 3 } });
});

test("conversations of a file are held with the target's own answers", async () => {
  const { simulator: started, url } = await testSimulator();
  const cwd = testFolder();
  const says = (content: string) => ({ role: "user", content });
  const line = { messages: [says("one"), { role: "assistant", content: "of the file" }, says("two")] };
  writeFileSync(join(cwd, "c.jsonl"), `${JSON.stringify(line)}\n${JSON.stringify({ messages: [says("alone")] })}\n`);
  const scenario = {
    name: "chats",
    target: { url, headers: { "x-simulate": JSON.stringify(SCRIPT) } },
    request: { model: "m" },
    prompts: { file: "c.jsonl" },
    chats: { turns: 5, think_ms: 10 },
    load: { kind: "closed", runs: 4, concurrency: 2, start_spread_ms: 0 },
  };
  writeFileSync(join(cwd, "chats.yaml"), JSON.stringify(scenario));

  const { output } = await runProgram(["--json", "run", "chats.yaml"], { cwd });

  expect(started.llmRequests()).toHaveLength(6);
  expect(documentOf(output)).toMatchObject({ runs: 6, successes: 6, conversations: { count: 4 } });
});

test("an interrupt lets the turns in flight end and begins no other", async () => {
  const { url } = await testSimulator();
  const file = join(testFolder(), "chats.ndjson");
  const { child, ended } = startProgram([
    ...args(url),
    ...["--concurrency", "2", "--requests", "2", "--turns", "400", "--think-time", "1ms", "--out", file],
  ]);
  await expect.poll(() => requestsSoFar(url), { timeout: 20_000 }).toBeGreaterThan(3);

  child.kill("SIGINT");
  const { code, output } = await ended;

  const document = documentOf(output);
  expect(code).toBe(130);
  // Of each conversation one turn may have been due and not begun: that one is cancelled, and no other.
  const cancelled = runsOf(file).filter(({ status }) => status === "cancelled");
  expect(cancelled.map(({ stamps }) => stamps.started)).toEqual(cancelled.map(() => null));
  expect(cancelled.length).toBeLessThanOrEqual(2);
  expect(document.successes).toBeGreaterThan(3);
  expect(document.successes).toBeLessThan(800);
});

async function requestsSoFar(url: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  return Number(/^vllm:request_success_total\S* (\S+)/m.exec(text)?.[1] ?? 0);
}

test.each([
  [["--think-time", "2s"], /--think-time is the time between the turns of chats, and --turns is missing/],
  [["--turns", "2", "--replay", "x.jsonl"], /--turns and --replay do not go together/],
  [["--turns", "2", "--think-time", "soon"], /expected a duration such as 2s, or two as 1s\.\.5s/],
])("%j is refused with the exit code 2", async (flags, sentence) => {
  const { code, errors } = await runProgram(["run", "--url", "simulator", "--requests", "1", ...flags]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});
