import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { useSimulator } from "./fixtures/use-simulator.ts";

const MAIN = join(import.meta.dirname, "main.ts");

function startMain(env: Record<string, string>, withIpc = false): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: "", SIMULATOR_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", withIpc ? "ipc" : "ignore"],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return child;
}

async function addressOf(child: ChildProcess): Promise<string> {
  const [line]: unknown[] = child.stdout ? await once(child.stdout, "data") : [];
  const address = /^Simulator listens at (http:\S+)\n$/.exec(String(line))?.[1];
  if (address === undefined) throw new Error(`Unexpected first line: ${String(line)}`);
  return address;
}

async function endOf(child: ChildProcess): Promise<{ code: unknown; stderr: string }> {
  const [[code], stderr] = await Promise.all([once(child, "exit"), child.stderr ? text(child.stderr) : ""]);
  return { code, stderr };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "it answers with its own key, and %s ends it in order with its log written",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "simulator-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const log = join(folder, "truth.ndjson");
    const child = startMain({
      TFBENCH_SIMULATOR_TRUTH_LOG: log,
      TFBENCH_SIMULATOR_KEY: "own",
      TFBENCH_SIMULATOR_ZERO_DELAY: "true",
    });
    const url = await addressOf(child);
    const body = JSON.stringify({ url: "https://shop.example.test", goal: "List the lamps" });

    const stream = await fetch(`${url}/v1/automation/run-sse`, {
      method: "POST",
      body,
      headers: { "x-api-key": "own" },
    });
    expect(await stream.text()).toContain('"type":"COMPLETE"');
    child.kill(signal);

    expect(await endOf(child)).toEqual({ code: 0, stderr: "" });
    expect(await readFile(log, "utf8")).toContain('"kind":"COMPLETE"');
  },
);

test("open streams do not hold up the end", async () => {
  const child = startMain({});
  const url = await addressOf(child);
  const body = JSON.stringify({ url: "https://shop.example.test", goal: '[[simulate {"outcome":"stall"}]]' });
  const stream = await fetch(`${url}/v1/automation/run-sse`, {
    method: "POST",
    body,
    headers: { "x-api-key": "simulator-key" },
  });
  const ended = stream.text().then(() => "ended", String);

  child.kill("SIGTERM");

  expect((await endOf(child)).code).toBe(0);
  expect(await ended).toContain("terminated");
});

test("a taken port is one clear sentence and exit code 1", async () => {
  const { port } = await useSimulator();

  const { code, stderr } = await endOf(startMain({ SIMULATOR_PORT: String(port) }));

  expect(code).toBe(1);
  expect(stderr).toBe(`Port ${port} on 127.0.0.1 is in use by another program; set SIMULATOR_PORT to a free one.\n`);
});

test("a malformed variable is one clear sentence and exit code 1", async () => {
  const { code, stderr } = await endOf(startMain({ SIMULATOR_PORT: "many" }));

  expect(code).toBe(1);
  expect(stderr).toBe("SIMULATOR_PORT must be a whole number.\n");
});

test("it ends when the parent that started it with a channel is gone", async () => {
  const child = startMain({}, true);
  await addressOf(child);

  child.disconnect();

  expect((await endOf(child)).code).toBe(0);
});
