import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { coreWaitMs, parseSchedstat } from "./core-wait.ts";

test("the time a thread waited for a core is the second of the kernel's figures, in nanoseconds there", () => {
  expect(parseSchedstat("606123456 607500000 11301\n")).toBe(607.5);
});

test.each(["", "0 0", "a b c", "1 2 3 4"])("what is no such record is unknown: %j", (text) => {
  expect(parseSchedstat(text)).toBeNull();
});

test("it grows while another program has the only core this thread may use", (t) => {
  if (coreWaitMs() === null || spawnSync("taskset", ["-c", "0", "true"]).status !== 0) {
    t.skip("no Linux, no scheduler figures in its kernel, no taskset or no core 0: nothing to wait for on purpose");
    return;
  }
  const script = `
    const { coreWaitMs } = await import(${JSON.stringify(new URL("./core-wait.ts", import.meta.url).href)});
    const { spawn } = await import("node:child_process");
    const other = spawn(process.execPath, ["-e", "console.log(1); for (;;);"], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => other.stdout.once("data", resolve));
    const before = coreWaitMs();
    const untilMs = performance.now() + 60_000;
    while (coreWaitMs() - before < 20 && performance.now() < untilMs);
    other.kill("SIGKILL");
    console.log(coreWaitMs() - before >= 20);`;

  const { stdout } = spawnSync("taskset", ["-c", "0", process.execPath, "--input-type=module", "-e", script]);

  expect(String(stdout).trim()).toBe("true");
});
