import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RecordFileLine } from "@tfbench/contracts";
import type { RecordFileRun } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

const args = (url: string, script: object): string[] => [
  ...["--json", "run", "--url", url, "--model", "m", "--input-tokens", "8"],
  ...["--header", `x-simulate: ${JSON.stringify({ ttft_ms: 5, gap_ms: 1, output_tokens: 4, ...script })}`],
];
const runsOf = (file: string): RecordFileRun[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => RecordFileLine.parse(JSON.parse(line)))
    .filter((line) => line.kind === "run");

test("warm-up and cool-down are left out by due time, in the report, in the record and in what is computed from it", async () => {
  const { url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");
  const load = [
    "--rate",
    "50",
    "--arrival",
    "constant",
    "--duration",
    "1s",
    "--warmup",
    "200ms",
    "--cool-down",
    "300ms",
  ];

  const { output } = await runProgram([...args(url, {}), ...load, "--out", file]);

  const expected = { from_ms: 200, to_ms: 680, warm_up_runs: 10, cool_down_runs: 15 };
  expect(documentOf(output)).toMatchObject({ runs: 25, attempted: 25, window: expected });
  expect(documentOf(output).metrics["ttft_ms"]?.n).toBe(25);
  for (const { stamps, is_warm_up, is_cool_down } of runsOf(file)) {
    expect([is_warm_up, is_cool_down]).toEqual([stamps.due < 200, stamps.due >= 700]);
  }
  const again = await runProgram(["--json", "report", file]);
  expect(documentOf(again.output)).toMatchObject({ runs: 25, window: expected });
});

test("a closed load may be ended by its duration alone, and says so without a number of runs", async () => {
  const { url } = await testSimulator();

  const { output } = await runProgram([...args(url, {}), ...["--concurrency", "2", "--duration", "300ms"]]);
  const words = await runProgram([...args(url, {}).slice(1), ...["--concurrency", "2", "--duration", "100ms"]]);

  expect(documentOf(output).load).toEqual({ kind: "closed", concurrency: 2, start_spread_ms: 100, duration_ms: 300 });
  expect(documentOf(output).successes).toBeGreaterThan(0);
  expect(documentOf(output).window.to_ms).toBeLessThan(300);
  expect(words.output).toMatch(/^closed, 2 at a time, for 0\.100 s; \d+ runs/m);
});

test("a share of the runs is broken off on purpose: counted, and in no rate", async () => {
  const { simulator: started, url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");
  const breaking = ["--cancel-share", "0.5", "--cancel-after", "20ms..40ms"];

  const { output } = await runProgram([
    ...args(url, { ttft_ms: 300 }),
    ...["--rate", "100", "--requests", "40", "--out", file],
    ...breaking,
  ]);

  const document = documentOf(output);
  const { cancelled } = document.by_status;
  expect(cancelled).toBeGreaterThan(8);
  expect(cancelled).toBeLessThan(32);
  expect(document).toMatchObject({ runs: 40, attempted: 40 - cancelled, successes: 40 - cancelled });
  expect(document.rates.success).toMatchObject({ numerator: 40 - cancelled, denominator: 40 - cancelled });
  expect(document.subject.cancellation).toEqual({ share: 0.5, after_ms: { from: 20, to: 40 } });
  const broken = runsOf(file).filter(({ status }) => status === "cancelled");
  expect(broken.map(({ reason_code }) => reason_code)).toEqual(broken.map(() => "cancellation_share"));
  for (const { stamps } of broken) expect((stamps.closed ?? 0) - (stamps.started ?? 0)).toBeGreaterThanOrEqual(20);
  expect(started.llmRequests().filter(({ outcome }) => outcome === "client_left")).toHaveLength(cancelled);
});

test.each([1, 2, 4])("a ceiling holds for %i threads together, and the due times are those of one", async (threads) => {
  const { simulator: started, url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");

  const { output } = await runProgram([
    ...args(url, { ttft_ms: 20 }),
    ...["--rate", "200", "--requests", "60", "--concurrency", "3", "--seed", "7"],
    ...["--threads", String(threads), "--out", file],
  ]);

  expect(documentOf(output)).toMatchObject({ runs: 60, successes: 60 });
  const runs = runsOf(file).toSorted((a, b) => a.index - b.index);
  expect([1, 30, 59].map((index) => runs[index]?.stamps.due)).toEqual([0.379, 133.683, 264.476]);
  const requests = started.llmRequests();
  const openAt = (atMs: number): number =>
    requests.filter(({ first_byte_ms, end_ms }) => first_byte_ms <= atMs && (end_ms ?? Infinity) > atMs).length;
  expect(Math.max(...requests.map(({ first_byte_ms }) => openAt(first_byte_ms)))).toBeLessThanOrEqual(3);
});

test("a scenario file may ask for all of it", async () => {
  const { url } = await testSimulator();
  const cwd = testFolder();
  const scenario = {
    name: "parts",
    target: { url, headers: { "x-simulate": JSON.stringify({ ttft_ms: 100, gap_ms: 1, output_tokens: 2 }) } },
    request: { model: "m" },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "closed", duration_ms: 600, concurrency: 3, start_spread_ms: 0 },
    warm_up_ms: 150,
    cool_down_ms: 150,
    cancellation: { share: 1, after_ms: 10 },
  };
  writeFileSync(join(cwd, "parts.yaml"), JSON.stringify(scenario));

  const { output, code } = await runProgram(["--json", "run", "parts.yaml"], { cwd });

  const document = documentOf(output);
  expect(code).toBe(1);
  expect(document.window.warm_up_runs).toBeGreaterThan(0);
  expect(document.window.cool_down_runs).toBeGreaterThan(0);
  expect(document.by_status.cancelled).toBe(document.runs);
  expect(document.attempted).toBe(0);
});

test.each([
  [["--requests", "5", "--cool-down", "1s"], /has no planned end that a cool-down could stand before/],
  [["--duration", "2s", "--warmup", "1s", "--cool-down", "1s"], /leave nothing of a load of 2 s/],
  [["--requests", "5", "--cancel-share", "0.1"], /--cancel-after when: one is missing/],
  [["--requests", "5", "--cancel-share", "2", "--cancel-after", "1s"], /expected a share up to 1/],
  [["--requests", "5", "--warmup", "some"], /expected a number of runs, or a time with its unit/],
])("%j is refused with the exit code 2", async (flags, sentence) => {
  const { code, errors } = await runProgram(["run", "--url", "simulator", ...flags]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});
