import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram, startProgram } from "../fixtures/run-program.ts";
import type { SweepDocument } from "./sweep-document.ts";

const SCRIPT = { ttft_ms: 20, gap_ms: 5, output_tokens: 5 };
/** A busy machine measures too, and says that it should not be believed. */
const MEASURED = [0, 13];
const documentOf = (output: string): SweepDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

const args = (url: string, requests: number): string[] => [
  ...["run", "--url", url, "--model", "m", "--requests", String(requests), "--settle", "0s"],
  ...["--header", `x-simulate: ${JSON.stringify(SCRIPT)}`],
];

test("each level is a load of its own with its own report and record file, and more slots than there are bring nothing", async () => {
  const { url, requests } = await testSimulator({ llm: { slots: 2 } });
  const cwd = testFolder();

  const { code, output, errors } = await runProgram(
    ["--json", ...args(url, 24), "--sweep-concurrency", "1,2,8", "--out", "run.ndjson", "--slo", "ttft_ms<5000"],
    { cwd },
  );

  const { levels, not_measured, axis } = documentOf(output);
  expect(MEASURED).toContain(code);
  expect(requests()).toBe(72);
  expect({ axis, not_measured }).toEqual({ axis: "concurrency", not_measured: [] });
  expect(levels.map(({ level, report }) => [level, report.runs, report.slo?.attainment.numerator])).toEqual([
    [1, 24, 24],
    [2, 24, 24],
    [8, 24, 24],
  ]);
  expect(readdirSync(cwd).sort()).toEqual(["run.level-1.ndjson", "run.level-2.ndjson", "run.level-3.ndjson"]);
  const waits = levels.map(({ report }) => report.metrics["ttft_ms"]?.p50 ?? 0);
  // Six of eight wait for one of two slots, each for three answers of 40 ms.
  expect((waits[2] ?? 0) - (waits[1] ?? 0)).toBeGreaterThan(40);
  expect(errors).toMatch(/level 1 of 3: concurrency 1[\s\S]*level 3 of 3: concurrency 8/);
});

test("a rate that the target does not keep up with counts as failed, and the words say so", async () => {
  const { url } = await testSimulator({ llm: { slots: 2 } });

  const { code, output } = await runProgram([...args(url, 80), "--sweep-rate", "20,400"]);

  expect(MEASURED).toContain(code);
  expect(output).toMatch(/sweep of the rate/);
  expect(output).toMatch(/^ +rate +due\/s +started\/s +completed\/s +tokens\/s +errors +verdict$/m);
  expect(output).toMatch(/^1 +20 +\d.*0 % \(.*\), 0 of 80 +(steady|unsteady: failed|invalid: failed)$/m);
  expect(output).toMatch(/^2 +400 +\d.*(unsteady|invalid): failed$/m);
  expect(output).toMatch(/p95 of the response, ms\n/);
  expect(output).toMatch(/^2 (unsteady|invalid): failed\. \S/m);
});

test("thresholds are decided at every level, and the lowest one settles the exit code", async () => {
  const { url } = await testSimulator({ llm: { slots: 2 } });
  const thresholds = ["--threshold", "p50(ttft_ms) < 50000", "--threshold", "p50(ttft_ms) < 1"];

  const { code, output } = await runProgram([...args(url, 24), "--sweep-concurrency", "1,2", ...thresholds]);

  expect([10, 11, 13]).toContain(code);
  expect(output).toMatch(/^concurrency +p50\(ttft_ms\) < 50000 +p50\(ttft_ms\) < 1 +all of them$/m);
  expect(output).toMatch(/^ +2 +\d.* ms, 24 of 24: (met|undecided) +\d.* ms, 0 of 24: (missed|undecided) +\w+$/m);
}, 60_000);

test("one interrupt ends the level and prints what there is, with the levels that were not measured", async () => {
  const { url, requests } = await testSimulator();
  const { child, ended } = startProgram([
    "--json",
    ...args(url, 1_000_000),
    ...["--duration", "600s", "--sweep-concurrency", "2,4"],
  ]);
  await expect.poll(requests, { timeout: 20_000 }).toBeGreaterThan(0);

  child.kill("SIGINT");
  const { code, output } = await ended;

  expect(code).toBe(130);
  expect(documentOf(output)).toMatchObject({
    levels: [{ level: 2, state: "cut", is_failed: true }],
    not_measured: [4],
  });
});

test("a scenario file holds a sweep, and validate shows it", async () => {
  const { url, requests } = await testSimulator();
  const cwd = testFolder();
  const scenario = {
    name: "swept",
    target: { url, headers: { "x-simulate": JSON.stringify(SCRIPT) } },
    request: { model: "m" },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "closed", runs: 6, concurrency: 1, start_spread_ms: 0 },
    sweep: { concurrency: [3, 1] },
    settle_ms: 0,
  };
  writeFileSync(join(cwd, "swept.yaml"), JSON.stringify(scenario));

  const validated = await runProgram(["validate", "swept.yaml"], { cwd });
  const measured = await runProgram(["--json", "run", "swept.yaml"], { cwd });

  expect(validated.output).toMatch(/sweep of the concurrency: 1, 3, with 0 s between two/);
  expect(requests()).toBe(12);
  expect(documentOf(measured.output).levels.map(({ level }) => level)).toEqual([1, 3]);
});

test.each([
  [["--sweep-concurrency", "4"], /from 2 to 35 levels/],
  [["--sweep-concurrency", "4,2"], /rising order/],
  [["--sweep-rate", "5,fast"], /above 0/],
  [["--sweep-rate", "5,10", "--rate", "5"], /--sweep-rate already says the load; --rate cannot/],
  [["--sweep-concurrency", "1,2", "--concurrency", "2"], /--concurrency cannot say another/],
  [["--sweep-concurrency", "1,2", "--sweep-rate", "1,2"], /cannot both be measured/],
  [["--sweep-concurrency", "1,20"], /10 runs cannot keep 20 open/],
  [["--sweep-rate", "1,2", "--burst", "5/1s"], /--burst and --sweep-rate cannot both say when runs are due/],
])("%j is refused before anything is sent", async (flags, sentence) => {
  const { code, errors } = await runProgram(["run", "--url", "simulator", "--requests", "10", ...flags]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});
