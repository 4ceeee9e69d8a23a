import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { runProgram } from "../fixtures/run-program.ts";

/** A busy machine calibrates too, and says that it should not be believed. */
const MEASURED = [0, 13];
const SCRIPT = { ttft_ms: 30, gap_ms: 5, output_tokens: 12 };

const documentOf = (output: string): Record<string, unknown> & { notes: string[] } =>
  JSON.parse(output.trim().split("\n").at(-1) ?? "");

test("a recorded load is played again and this tool's error for it stands beside later results", async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const cache = testFolder();
  const file = join(cache, "run.ndjson");
  const load = (requests: number): string[] => [
    ...["--json", "run", "--url", `${simulator.url}/v1/chat/completions`, "--model", "m"],
    ...["--rate", "100", "--requests", String(requests), "--header", `x-simulate: ${JSON.stringify(SCRIPT)}`],
  ];
  await runProgram([...load(20), "--out", file], { cache });

  const { code, output } = await runProgram(["--json", "calibrate", "--like", file, "--runs", "15"], { cache });
  const same = await runProgram(load(20), { cache });
  const other = await runProgram(load(10), { cache });

  const like = documentOf(output);
  expect(MEASURED).toContain(code);
  expect(like).toMatchObject({
    kind: "like_calibration",
    runs: 15,
    chunks: 15 * 12,
    failed: 0,
    left_out: { "beyond the first 15 runs": 5 },
    ttft_bias_ms: { n: 15 },
  });
  // Nothing is seen before it was written, and no clock of another origin was mixed in.
  const bias = like["ttft_bias_ms"] as { p50: number };
  expect(bias.p50).toBeGreaterThan(0);
  expect(bias.p50).toBeLessThan(1_000);
  expect(like["gap_error_ms_p99"]).toBeGreaterThan(0);
  expect(documentOf(same.output).notes[0]).toMatch(
    /^Calibrated for this very workload from run\.ndjson: TTFT bias mean/,
  );
  expect(documentOf(other.output).notes[0]).toMatch(/^Calibrated for another workload than this one \(m, /);
  // Of the machine in general nothing is known yet.
  expect(documentOf(other.output).notes[1]).toMatch(/^This machine was not calibrated/);
}, 120_000);

test("a calibration of the machine and that of a workload are kept beside each other, and later results and their records have both", async () => {
  const cache = testFolder();
  const file = join(cache, "run.ndjson");
  const kept = (): object => JSON.parse(readFileSync(join(cache, "tfbench", "calibration.json"), "utf8"));
  const load = ["run", "--url", "simulator", "--requests", "2", "--max-tokens", "4"];
  await runProgram([...load, "--out", file], { cache });

  const words = await runProgram(["calibrate", "--like", file], { cache });
  const { like } = kept() as { like: object };
  await runProgram(["calibrate"], { cache });
  const record = join(cache, "later.ndjson");
  const later = await runProgram([...load, "--out", record], { cache });
  // Read on another machine, which was never calibrated.
  const again = await runProgram(["report", record], { cache: testFolder() });

  expect(words.output).toMatch(/^Calibrated for openai, .*: 2 runs, 8 chunks\nTTFT bias +p50 /);
  expect(kept()).toMatchObject({ mode: "quick", like });
  expect(later.output).toMatch(/calibrated on .*: TTFT bias [\s\S]*Calibrated for this very workload/);
  expect(again.output).toMatch(/calibrated on .*: TTFT bias [\s\S]*Calibrated for this very workload/);
}, 120_000);

test("a file without anything to play, and flags that the file decides, are refused with the reason", async () => {
  const cwd = testFolder();
  const port = await startSimulator({ llm: { requires_key: true } });
  onTestFinished(() => port.close());
  await runProgram(
    ["run", "--url", `${port.url}/v1/chat/completions`, "--model", "m", "--requests", "2", "--out", "a"],
    {
      cwd,
    },
  );

  const empty = await runProgram(["calibrate", "--like", "a"], { cwd, cache: cwd });
  const full = await runProgram(["calibrate", "--like", "a", "--full"], { cwd, cache: cwd });

  expect([empty.code, full.code]).toEqual([2, 2]);
  expect(empty.errors).toMatch(/a holds no run that can be played again/);
  expect(full.errors).toMatch(/--full and --threads cannot be given with it/);
});
