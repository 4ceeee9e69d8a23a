import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { monotonicNowMs } from "../../packages/simulator/src/index.ts";
import type { LlmRequestRecord } from "../../packages/simulator/src/index.ts";
import { inheritedEnvironment } from "../config.ts";

const ENTRY = join(resolve(import.meta.dirname, "../.."), "packages/simulator/src/main.ts");
const LOOK_EVERY_MS = 50;

export type TruthServer = {
  url: string;
  /** Forgets what was and answers by this script from here on. */
  begin(script: Readonly<Record<string, unknown>>): Promise<void>;
  /** Stands still for `forMs`, `afterMs` from the first request on; gives up when none comes. */
  freeze(order: { afterMs: number; forMs: number; signal: AbortSignal }): Promise<void>;
  takeTruth(): Promise<LlmRequestRecord[]>;
  close(): Promise<void>;
};

/** The simulator as a process of its own on the given cores. */
export async function openTruthServer(cores: string): Promise<TruthServer> {
  const child = spawn("taskset", ["-c", cores, process.execPath, ENTRY], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...inheritedEnvironment, SIMULATOR_PORT: "0" },
  });
  const exited = once(child, "exit");
  const [hello] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    exited.then(() => {
      throw new Error("The simulator ended before it listened.");
    }),
  ]);
  const url = /http\S+/.exec(String(hello))?.[0].replace(/\/$/, "");
  if (url === undefined) throw new Error(`The simulator did not say where it listens: ${String(hello)}`);

  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const takeTruth = async (): Promise<LlmRequestRecord[]> => {
    const text = await (await fetch(`${url}/simulate/truth`)).text();
    // The simulator's own records; their form is that package's.
    return text
      .split("\n")
      .filter(Boolean)
      .map((line): LlmRequestRecord => JSON.parse(line));
  };
  return {
    url,
    takeTruth,
    async begin(script) {
      await post("/simulate/reset", {});
      await post("/simulate/settings", { script });
    },
    async freeze({ afterMs, forMs, signal }) {
      let first: number | undefined;
      while (first === undefined && !signal.aborted) {
        await wait(LOOK_EVERY_MS);
        first = (await takeTruth()).at(0)?.received_ms;
      }
      if (first === undefined) return;
      await wait(Math.max(0, first + afterMs - monotonicNowMs()));
      await post("/simulate/freeze", { ms: forMs });
    },
    async close() {
      child.kill();
      await exited;
    },
  };
}
