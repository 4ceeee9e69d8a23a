import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

/** What says that this machine was the limit. */
const OWN_FAULT = ["loop_delay", "cpu_share", "core_wait", "lag", "gc_pause", "backlog"];
const SPINNERS = 3;

/** The first core this process may use; null where the system does not say. */
function firstCore(): string | null {
  try {
    return /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? null;
  } catch {
    // No Linux.
    return null;
  }
}

function keepBusy(core: string): void {
  const spinner = spawn("taskset", ["-c", core, process.execPath, "-e", "for (;;);"], { stdio: "ignore" });
  const ended = new Promise((resolve) => spinner.once("close", resolve));
  onTestFinished(async () => {
    spinner.kill("SIGKILL");
    await ended;
  });
}

test("a load measured on a core that others keep busy is suspect or invalid, says why, and is never exit code 0 where invalid", async (t) => {
  const core = firstCore();
  if (core === null || spawnSync("taskset", ["-c", core, "true"]).status !== 0) {
    t.skip("taskset is missing here, so no core can be kept busy on purpose");
    return;
  }
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  for (let index = 0; index < SPINNERS; index += 1) keepBusy(core);

  const { code, output } = await runProgram(
    [
      ...["--json", "run", "--url", `${simulator.url}/v1/chat/completions`, "--model", "m"],
      ...["--concurrency", "16", "--requests", "200"],
      ...["--header", `x-simulate: ${JSON.stringify({ ttft_ms: 20, gap_ms: 5, output_tokens: 20 })}`],
    ],
    { under: ["taskset", "-c", core] },
  );

  const { validity, successes }: ReportDocument = JSON.parse(output.trim().split("\n").at(-1) ?? "");
  expect(successes).toBe(200);
  expect(["suspect", "invalid"]).toContain(validity.verdict);
  expect(code).toBe(validity.verdict === "invalid" ? 13 : 0);
  expect(OWN_FAULT).toContain(validity.reasons[0]?.code);
  expect(validity.reasons[0]?.sentence).toMatch(/measuring thread|late|machine/);
}, 120_000);
