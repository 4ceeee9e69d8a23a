import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { parseTimes, runCommand } from "./run-command.ts";

test("the times of a shell's children are added up", () => {
  expect(parseTimes(["0m0.00s 0m0.01s", "1m2.50s 0m3.25s"])).toBe(65.75);
  expect(parseTimes(["0m0.00s 0m0.01s"])).toBeNull();
});

test("a program's CPU time, its children's too, its lines and its exit code are told", async () => {
  const spin = "for (const end = performance.now() + 300; performance.now() < end;);";
  const script = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(spin)}]); console.log("done"); process.exit(3);`;

  const ended = await runCommand({
    command: [process.execPath, "-e", script],
    cores: "0",
    folder: tmpdir(),
    timeoutMs: 60_000,
  });

  expect(ended.exitCode).toBe(3);
  expect(ended.lines).toEqual(["done"]);
  // The child spins for 300 ms of wall time, of which other programs may have taken most.
  expect(ended.cpuS).toBeGreaterThan(0.05);
});

test("a program that is not done in time is ended, and then its CPU time is not known", async () => {
  const ended = await runCommand({ command: ["sleep", "60"], cores: "0", folder: tmpdir(), timeoutMs: 200 });

  expect(ended.exitCode).toBeNull();
  expect(ended.cpuS).toBeNull();
});
