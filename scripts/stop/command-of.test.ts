import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { commandOf } from "./command-of.ts";

test("a running process has its command line, an ended one and impossible numbers have none", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()", "a-mark"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");

  const running = commandOf(child.pid ?? 0);
  child.stdin.end();
  await once(child, "exit");

  expect(running).toContain("a-mark");
  expect(commandOf(child.pid ?? 0)).toBe("");
  expect(commandOf(0)).toBe("");
  expect(commandOf(Number.NaN)).toBe("");
});
