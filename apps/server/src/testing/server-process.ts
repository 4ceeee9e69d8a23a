import { fork } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseConfig } from "@tfbench/store";

/** The server as people start it: a process of its own, reached over HTTP. */
export type ServerProcess = {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
};

type Options = { role: "all" | "api" | "worker"; database: DatabaseConfig; simulatorPort: number };

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => probe.once("listening", listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Starts `main.ts` and waits until it answers; a worker alone has no port and is not waited for. */
export async function startServerProcess({ role, database, simulatorPort }: Options): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = fork(join(import.meta.dirname, "../main.ts"), [role], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      PATH: process.env["PATH"],
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      DATA_DIR: database.data_dir,
      DATABASE_URL: database.database_url ?? "",
      TFBENCH_LOG_LEVEL: "error",
    },
  });
  const ended = new Promise<void>((exit) => child.once("exit", () => exit()));
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    child.kill(signal);
    await ended;
  };
  const server: ServerProcess = {
    url,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    get: async <T>(path: string) => (await (await fetch(url + path)).json()) as T,
    post: async <T>(path: string, body: unknown) =>
      (await (await fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json()) as T,
  };
  while (role !== "worker" && child.exitCode === null) {
    const isUp = await fetch(`${url}/health`).then(({ ok }) => ok, () => false);
    if (isUp) return server;
    await wait(50);
  }
  if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
  return server;
}
