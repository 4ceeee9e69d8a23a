import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "@tfbench/simulator";
import type { ThresholdVerdict } from "@tfbench/stats";
import { expect, onTestFinished, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";
import { exitCodeOfGate } from "./exit-code-of-gate.ts";
import { gateOf } from "./gate-outcome.ts";

const SCRIPT = { ttft_ms: 40, gap_ms: 2, output_tokens: 5 };
const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");

async function endpoint(): Promise<string> {
  const started = await startSimulator();
  onTestFinished(() => started.close());
  return `${started.url}/v1/chat/completions`;
}
const load = (url: string, requests: number): string[] => [
  ...["run", "--url", url, "--model", "m", "--concurrency", "8", "--requests", String(requests)],
  ...["--header", `x-simulate: ${JSON.stringify(SCRIPT)}`],
];
/** A machine that was too busy to measure decides nothing, and says so. */
const unlessInvalid = ({ validity }: ReportDocument, verdict: string): string =>
  validity.verdict === "invalid" ? "undecided" : verdict;

test("each threshold is decided on the runs, and the exit code is that of a missed one", async () => {
  const url = await endpoint();
  const thresholds = ["success >= 0.9", "p50(output_tokens) < 2", "p99(ttft_ms) < 5000"];

  const { code, output } = await runProgram([
    "--json",
    ...load(url, 60),
    ...thresholds.flatMap((text) => ["--threshold", text]),
  ]);

  const document = documentOf(output);
  const verdicts = ["met", "missed", "undecided"].map((verdict) => unlessInvalid(document, verdict));
  expect(document.thresholds.map(({ verdict }) => verdict)).toEqual(verdicts);
  expect(document.thresholds[2]).toMatchObject({ text: "p99(ttft_ms) < 5000", good: 60, n: 60, share: 0.99 });
  expect([EXIT_CODE.threshold_missed, EXIT_CODE.invalid_measurement]).toContain(code);
});

test("words name the verdict, the bound, the runs and how many would settle it", async () => {
  const url = await endpoint();

  const { code, output } = await runProgram([...load(url, 40), "--threshold", "success >= 0.95"]);

  expect([EXIT_CODE.inconclusive, EXIT_CODE.invalid_measurement]).toContain(code);
  expect(output).toMatch(/undecided {2}success >= 0\.95 {2}100 % +92\.8 % to 100 % +40 of 40 /);
  expect(output).toMatch(/about 59 such runs would settle it|the measurement is invalid/);
  expect(output).toMatch(/unproven: not every threshold is shown to be met/);
});

test("limits of single runs and --attainment come to a threshold; a limit of the load may be an --slo", async () => {
  const url = await endpoint();
  const slo = ["--slo", "ttft_ms<5000", "--slo", "p50(ttft_ms) < 5000", "--attainment", "0.9"];

  const { output } = await runProgram(["--json", ...load(url, 40), ...slo]);

  const document = documentOf(output);
  expect(document.slo?.limits).toHaveLength(1);
  expect(document.thresholds.map(({ text }) => text)).toEqual(["p50(ttft_ms) < 5000", "attainment >= 0.9"]);
  expect(document.thresholds[1]).toMatchObject({ good: 40, n: 40, value: 1 });
});

test("a scenario file holds thresholds, validate says what they take, and the record file decides them again", async () => {
  const url = await endpoint();
  const cwd = testFolder();
  const scenario = {
    name: "gated",
    target: {
      url,
      headers: { "x-simulate": JSON.stringify(SCRIPT) },
      prices: { usd_per_million_input_tokens: 1_000, usd_per_million_output_tokens: 10_000 },
    },
    request: { model: "m", max_tokens: 10 },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "closed", runs: 40, concurrency: 8, start_spread_ms: 50 },
    thresholds: ["success >= 0.9", "p99(ttft_ms) < 5000"],
    gate: "block-proof",
  };
  writeFileSync(join(cwd, "gated.yaml"), JSON.stringify(scenario));

  const validated = await runProgram(["validate", "gated.yaml"], { cwd });
  const measured = await runProgram(["--json", "run", "gated.yaml", "--out", "run.ndjson"], { cwd });
  const again = await runProgram(["--json", "report", "run.ndjson"], { cwd });

  expect(validated.output).toMatch(
    /success >= 0\.9 needs 29 runs without one outside \(at most \$3\.13\), about 1\d\d where 95 % of runs are within \(at most \$\d+\.\d\d\)/,
  );
  expect([EXIT_CODE.passed, EXIT_CODE.invalid_measurement]).toContain(measured.code);
  expect(documentOf(measured.output).gate).toEqual({ rule: "block-proof", outcome: "unproven" });
  expect(documentOf(again.output).thresholds).toEqual(documentOf(measured.output).thresholds);
});

test("a threshold on a time that leaves out waiting for a slot is pointed out under a ceiling", async () => {
  const url = await endpoint();
  const open = ["--rate", "200", "--concurrency", "4"];
  const thresholds = ["--threshold", "p50(ttft_ms) < 5000", "--threshold", "p50(response_ms) < 5000"];

  const { output } = await runProgram(["--json", ...load(url, 20), ...open, ...thresholds]);

  const { notes } = documentOf(output);
  expect(notes).toContainEqual(expect.stringMatching(/^p50\(ttft_ms\) < 5000 leaves out how long a run waited/));
  expect(notes.filter((note) => note.startsWith("p50(response_ms)"))).toEqual([]);
});

test.each([
  [["--threshold", "p95(speed) < 3"], /--threshold: "p95\(speed\) < 3", column 5: "speed" is no metric of a run/],
  [["--attainment", "0.9"], /does not say what every run has to attain/],
  [["--attainment", "0"], /expected a share between 0 and 1/],
  [["--gate", "proof"], /Allowed choices are require-proof, block-proof/],
])("%j is refused before anything is sent", async (flags, sentence) => {
  const { code, errors } = await runProgram(["run", "--url", "simulator", "--requests", "5", ...flags]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
});

const verdicts = (...given: ThresholdVerdict["verdict"][]): ThresholdVerdict[] =>
  given.map((verdict) => ({
    text: "success >= 0.9",
    verdict,
    reason: null,
    unit: "share",
    share: 0.9,
    confidence: 0.95,
    good: 1,
    n: 1,
    effective_n: 1,
    value: 1,
    low: 0,
    high: 1,
    runs_to_settle: null,
  }));

test.each([
  ["all met", verdicts("met", "met"), 0, 0],
  ["one missed", verdicts("met", "undecided", "missed"), 10, 10],
  ["one undecided", verdicts("met", "undecided"), 11, 0],
])("thresholds of which %s end require-proof and block-proof with their codes", (_, given, required, blocked) => {
  const codes = (["require-proof", "block-proof"] as const).map((rule) => {
    const gate = gateOf(given, rule);
    return gate === null ? null : exitCodeOfGate(gate);
  });

  expect(codes).toEqual([required, blocked]);
});
