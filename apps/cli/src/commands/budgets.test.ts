import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const SCRIPT = { ttft_ms: 20, gap_ms: 2, output_tokens: 10, prompt_tokens: 100 };
const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

const args = (url: string, script: object): string[] => [
  ...["--json", "run", "--url", url, "--model", "m", "--concurrency", "2", "--requests", "2000"],
  ...["--header", `x-simulate: ${JSON.stringify({ ...SCRIPT, ...script })}`],
];

test("a spent budget starts no more runs, lets those in flight end, and exits 12 with what was spent", async () => {
  const { url, requests } = await testSimulator();
  const prices = ["--usd-per-million-input", "1000", "--usd-per-million-output", "10000"];

  // 0.2 dollars a run.
  const { code, output } = await runProgram([...args(url, {}), ...prices, "--max-usd", "2"]);

  const document = documentOf(output);
  expect(code).toBe(12);
  expect(document.stopped).toMatchObject({ budget: "max_usd", limit: 2 });
  expect(document.runs).toBe(requests());
  expect(document.runs).toBeGreaterThanOrEqual(10);
  expect(document.runs).toBeLessThan(1000);
  expect(document).toMatchObject({ successes: document.runs, by_status: { cancelled: 0 } });
  expect(document.cost_usd.total).toBeCloseTo(document.runs * 0.2, 6);
});

test("runs of an open load that a budget kept from starting are in no rate", async () => {
  const { url, requests } = await testSimulator();
  const load = ["--rate", "400", "--concurrency", "1"];

  const { code, output } = await runProgram([
    ...args(url, { fault: { kind: "truncated" } }),
    ...load,
    "--max-errors",
    "3",
  ]);

  const document = documentOf(output);
  expect(code).toBe(1);
  expect(document.stopped).toMatchObject({ budget: "max_errors", limit: 3 });
  // Each takes over 20 ms and one is due every 2.5: some were waiting when the budget ended it.
  expect(document.by_status.budget_stopped).toBeGreaterThan(0);
  expect(document.attempted).toBe(requests());
  expect(document.rates.success.denominator).toBe(document.attempted);
  expect(document.runs).toBeLessThan(2000);
});

test("a scenario file holds prices and budgets, and a budget beside it goes before its own", async () => {
  const { url, requests } = await testSimulator();
  const cwd = testFolder();
  const scenario = {
    name: "dear",
    target: {
      url,
      headers: { "x-simulate": JSON.stringify(SCRIPT) },
      prices: { usd_per_million_input_tokens: 1000, usd_per_million_output_tokens: 10_000 },
    },
    request: { model: "m" },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "closed", runs: 2000, concurrency: 1, start_spread_ms: 0 },
    budget: { max_usd: 1000 },
  };
  writeFileSync(join(cwd, "dear.yaml"), JSON.stringify(scenario));

  const { code, output } = await runProgram(["run", "dear.yaml", "--max-usd", "1"], { cwd });

  expect(code).toBe(12);
  expect(requests()).toBeLessThan(1000);
  expect(output).toMatch(/Stopped before its time\. The budget of \$1 was spent/);
  expect(output).toMatch(/^cost {2}\$\d/m);
});

test("a budget in dollars without prices is refused before anything is sent", async () => {
  const { code, errors } = await runProgram([...["run", "--url", "simulator", "--requests", "5", "--max-usd", "1"]]);

  expect(code).toBe(2);
  expect(errors).toMatch(/A budget of \$1 needs to know what tokens cost/);
});
