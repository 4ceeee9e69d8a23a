import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

export type SimulatorProcess = { url: string; close(): Promise<void> };

const PROGRAM = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../main.ts" : "./main.js", import.meta.url));

/** Starts the simulator in a process of its own: in this one it would take time from what is measured. */
export async function startSimulatorProcess(seed: number): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [PROGRAM, "simulate", "--port", "0", "--seed", String(seed), "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string | null>((resolve) => {
    lines.once("line", (line) => resolve(urlOf(line)));
    child.once("error", () => resolve(null));
    child.once("exit", () => resolve(null));
  });
  if (url === null) {
    child.kill();
    throw new CliError(EXIT_CODE.failed, "The built-in simulator did not start.", {
      hint: "Run tfbench simulate to see why, or name an endpoint of yours.",
    });
  }
  return {
    url,
    close: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function urlOf(line: string): string | null {
  const said: unknown = JSON.parse(line);
  return typeof said === "object" && said !== null && "url" in said && typeof said.url === "string" ? said.url : null;
}
