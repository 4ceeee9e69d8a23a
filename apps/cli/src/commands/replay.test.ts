import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "@tfbench/simulator";
import type { Simulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");
const HEADER = `x-simulate: ${JSON.stringify({ ttft_ms: 5, gap_ms: 1, output_tokens: 100 })}`;
const TRACE = [
  { timestamp: 1_000, input_length: 50, output_length: 3 },
  { timestamp: 1_100, input_length: 1024, output_length: 9, hash_ids: [1, 2] },
  { timestamp: 1_400, input_length: 1024, output_length: 5, hash_ids: [1, 3] },
];

async function simulator(): Promise<{ simulator: Simulator; url: string }> {
  const started = await startSimulator();
  onTestFinished(() => started.close());
  return { simulator: started, url: `${started.url}/v1/chat/completions` };
}
function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-replay-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const jsonl = TRACE.map((line) => JSON.stringify(line)).join("\n");

test("a trace's requests are sent when they came, with the lengths they had", async () => {
  const { simulator: started, url } = await simulator();
  const cwd = folderWith({ "trace.jsonl": jsonl });

  const { output } = await runProgram(
    [
      ...["--json", "run", "--url", url, "--model", "m", "--replay", "trace.jsonl"],
      ...["--out", "run.ndjson", "--header", HEADER],
    ],
    { cwd },
  );

  const [first, second, third] = started.llmRequests();
  expect(documentOf(output)).toMatchObject({
    runs: 3,
    successes: 3,
    load: { kind: "replay", due_offsets_ms: [0, 100, 400], max_in_flight: null },
    subject: { environment: { trace: "trace.jsonl" } },
  });
  expect([first, second, third].map((request) => request?.output_tokens)).toEqual([3, 9, 5]);
  const stamps = readFileSync(join(cwd, "run.ndjson"), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith('{"kind":"run"') ? [JSON.parse(line).stamps] : []));
  expect(stamps.map(({ due }) => due).toSorted((a, b) => a - b)).toEqual([0, 100, 400]);
  for (const { due, started } of stamps) expect(started).toBeGreaterThanOrEqual(due);
  expect(second?.prompt_tokens).toBeGreaterThan(10 * (first?.prompt_tokens ?? Infinity));
  expect(second?.cached_tokens).toBe(0);
  // The block of 512 that it shares with the one before, less what does not fill a block of the cache.
  expect(third?.cached_tokens).toBeGreaterThan(512);
});

test("a scenario file replays a trace beside it at another speed, and says so", async () => {
  const { url } = await simulator();
  const scenario = {
    name: "replayed",
    target: { url, headers: { "x-simulate": JSON.stringify({ ttft_ms: 5, gap_ms: 1, output_tokens: 4 }) } },
    request: { model: "m" },
    load: { kind: "replay", trace: "trace.jsonl", speed: 4, max_in_flight: 2 },
  };
  const cwd = folderWith({ "trace.jsonl": jsonl, "replay.yaml": JSON.stringify(scenario) });

  const { output } = await runProgram(["run", "replay.yaml"], { cwd });

  expect(output).toContain(
    "replay of 3 runs over 0.100 s, at most 2 in flight, the others wait, as in trace.jsonl at 4 times its speed; 3 runs",
  );
});

test.each([
  [["--replay", "trace.jsonl"], /trace\.jsonl:2:2: timestamp is neither/],
  [["--replay", "missing.jsonl"], /The trace missing\.jsonl cannot be read/],
  [["--replay", "trace.jsonl", "--rate", "3"], /--replay and --rate cannot both say/],
])("%j is refused with the exit code 2 before anything is sent", async (args, sentence) => {
  const cwd = folderWith({ "trace.jsonl": '{"timestamp": 1}\n{"timestamp": "soon"}\n' });

  const { code, errors } = await runProgram(["run", "--url", "simulator", ...args], { cwd });

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});

test("a replay in a scenario file needs exactly one thing to replay", async () => {
  const scenario = { name: "x", target: { url: "simulator" }, request: {}, load: { kind: "replay" } };
  const cwd = folderWith({ "x.yaml": JSON.stringify(scenario) });

  const { code, errors } = await runProgram(["validate", "x.yaml"], { cwd });

  expect(code).toBe(2);
  expect(errors).toMatch(/x\.yaml:1:\d+ {2}load\.trace Give either trace or due_offsets_ms/);
});
