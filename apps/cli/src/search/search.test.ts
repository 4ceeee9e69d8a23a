import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram, startProgram } from "../fixtures/run-program.ts";
import type { SearchDocument } from "./search-document.ts";

const SLOTS = 4;
const documentOf = (output: string): SearchDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

const args = (url: string, script: object): string[] => [
  ...["run", "--url", url, "--model", "m", "--settle", "0s", "--header", `x-simulate: ${JSON.stringify(script)}`],
];

test("a target of four slots is found to meet a limit that only runs without a wait keep up to four at a time", async () => {
  const { url, requests } = await testSimulator({ llm: { slots: SLOTS } });
  const cwd = testFolder();
  // Five in four slots wait a quarter of an answer each: 125 ms instead of 100.
  const script = { ttft_ms: 100, gap_ms: 0, output_tokens: 1 };
  const load = ["--requests", "60", "--search-concurrency", "2..16", "--loads-per-level", "2"];
  const asked = ["--threshold", "p50(ttft_ms) < 115", "--threshold", "success >= 0.8"];

  const { code, output, errors } = await runProgram(
    ["--json", ...args(url, script), ...load, ...asked, "--out", "run.ndjson"],
    { cwd },
  );

  const document = documentOf(output);
  const loads = document.levels.flatMap((level) => level.loads);
  expect(requests()).toBe(loads.reduce((sum, { report }) => sum + report.runs + report.window.warm_up_runs, 0));
  expect(readdirSync(cwd)).toHaveLength(loads.length);
  expect(errors).toMatch(/level 1 of at most \d+: concurrency 2/);
  expect(document.levels.length).toBeLessThanOrEqual(7);
  // More never meets it. Less may be all that a busy machine can show.
  expect(document.highest_met ?? 0).toBeLessThanOrEqual(SLOTS);
  expect(document.levels.filter(({ level }) => level >= 6).map(({ verdict }) => verdict)).not.toContain("met");
  const [lowest] = document.levels;
  if (lowest?.verdict === "met") {
    expect(code).toBe(0);
    expect(errors).toMatch(/level 2 of at most \d+: concurrency 4/);
    expect(document.sentence).toMatch(
      /^Concurrency \d meets p50\(ttft_ms\) < 115 and success >= 0\.8 \(95 % confidence/,
    );
  } else expect([11, 13]).toContain(code);
}, 60_000);

test("a rate that is not kept up with is not met, and limits of single runs are asked of 95 % of them", async () => {
  const { url } = await testSimulator({ llm: { slots: SLOTS } });
  // Four slots end 40 a second.
  const script = { ttft_ms: 100, gap_ms: 0, output_tokens: 1 };
  const asked = ["--search-rate", "200..400", "--requests", "150", "--slo", "response_ms<10000"];

  const { code, output } = await runProgram([...args(url, script), ...asked, "--loads-per-level", "2"]);

  expect([10, 13]).toContain(code);
  expect(output).toMatch(/search of the rate from 200 to 400 for attainment >= 0\.95/);
  expect(output).toMatch(/^ *200 +[12] +\d.*(unsteady|invalid): not met$/m);
  expect(output).toMatch(/No level is shown to meet attainment >= 0\.95\. 200 requests\/s, the lowest, /);
}, 60_000);

test("one interrupt ends the load, decides nothing by it, and prints what there is", async () => {
  const { url, requests } = await testSimulator({ llm: { slots: SLOTS } });
  const script = { ttft_ms: 20, gap_ms: 0, output_tokens: 1 };
  const asked = ["--search-concurrency", "1..8", "--duration", "600s", "--threshold", "success >= 0.9"];
  const { child, ended } = startProgram(["--json", ...args(url, script), ...asked]);
  await expect.poll(requests, { timeout: 20_000 }).toBeGreaterThan(0);

  child.kill("SIGINT");
  const { code, output } = await ended;

  expect(code).toBe(130);
  expect(documentOf(output)).toMatchObject({ is_cut: true, highest_met: null, levels: [{ level: 1, verdict: "cut" }] });
});

test("a scenario file holds a search, and validate shows it", async () => {
  const cwd = testFolder();
  const scenario = {
    name: "searched",
    target: { url: "simulator" },
    request: { model: "m" },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "poisson", runs: 400, rate_per_second: 1 },
    search: { rate: { from: 1, to: 50 } },
    thresholds: ["p95(response_ms) < 500"],
  };
  writeFileSync(join(cwd, "searched.yaml"), JSON.stringify(scenario));

  const { code, output } = await runProgram(["validate", "searched.yaml"], { cwd });

  expect(code).toBe(0);
  expect(output).toMatch(/search of the rate from 1 to 50, up to 3 loads a level, with 2\.00 s between two; 95 %/);
});

test.each([
  [["--search-rate", "5"], /the lowest and the highest level/],
  [["--search-rate", "9..3"], /the lowest and the highest level/],
  [["--search-rate", "1..50"], /needs to know what a level has to meet/],
  [["--search-rate", "1..50", "--confidence", "0.2"], /from 0\.5 on/],
  [["--search-rate", "1..50", "--sweep-rate", "1,5"], /--sweep-rate and --search-rate cannot both/],
  [
    ["--search-concurrency", "1..8", "--threshold", "p99(ttft_ms) < 500"],
    /p99\(ttft_ms\) < 500 cannot be shown: at this confidence it takes \d+ runs .* concurrency 1 together have 30/,
  ],
])("%j is refused before anything is sent", async (flags, sentence) => {
  const { code, errors } = await runProgram(["run", "--url", "simulator", "--requests", "10", ...flags]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});
