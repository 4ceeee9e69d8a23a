import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient, type Client } from "../packages/client/src/index.ts";
import { inheritedEnvironment } from "./config.ts";
import { freePorts } from "./free-ports.ts";

const root = resolve(import.meta.dirname, "..");
const START_LIMIT_MS = 180_000;

export type Instance = {
  client: Client;
  apiUrl: string;
  webUrl: string;
  pid: number;
  /** From the start of the process to the first answer of all its parts. */
  readyAfterMs: number;
  stop(): Promise<void>;
};

export type InstanceOptions = {
  dataDir: string;
  databaseUrl: string | null;
  /** Whether the simulator answers without any delay. */
  isZeroDelay: boolean;
  /** Where the simulator writes what it did and when; nowhere when left out. */
  truthLog?: string;
};

/** A fresh folder for one instance's data; `remove` takes it away again. */
export function makeDataDir(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "tfbench-bench-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts everything as `make start` does, on free ports, and waits until every part answers. */
export async function startInstance({
  dataDir,
  databaseUrl,
  isZeroDelay,
  truthLog,
}: InstanceOptions): Promise<Instance> {
  const [port, webPort, simulatorPort] = await freePorts(3);
  const startedMs = performance.now();
  const child = spawn(process.execPath, [join(root, "scripts/start.ts")], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...inheritedEnvironment,
      HOST: "127.0.0.1",
      PORT: String(port),
      WEB_PORT: String(webPort),
      SIMULATOR_PORT: String(simulatorPort),
      DATA_DIR: dataDir,
      // Set to nothing where it is not wanted, so that a .env file cannot fill it in.
      DATABASE_URL: databaseUrl ?? "",
      TINYFISH_MOCK_MODE: "true",
      TFBENCH_ACCESS_TOKEN: "",
      TFBENCH_LOG_LEVEL: "warn",
      TFBENCH_SIMULATOR_ZERO_DELAY: String(isZeroDelay),
      ...(truthLog === undefined ? {} : { TFBENCH_SIMULATOR_TRUTH_LOG: truthLog }),
    },
  });
  const ended = new Promise<number | null>((exited) => child.once("exit", exited));
  const ready = new Promise<"ready">((isReady) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Ready after")) isReady("ready");
    });
  });
  const first = await Promise.race([ready, ended, timeoutAfter(START_LIMIT_MS)]);
  if (first !== "ready" || child.pid === undefined) {
    child.kill("SIGKILL");
    throw new Error(`The instance did not start (${String(first)}).`);
  }
  const apiUrl = `http://127.0.0.1:${port}`;
  return {
    client: createClient({ base_url: apiUrl }),
    apiUrl,
    webUrl: `http://127.0.0.1:${webPort}`,
    pid: child.pid,
    readyAfterMs: performance.now() - startedMs,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const timeoutAfter = (ms: number) =>
  new Promise<"timed out">((over) => setTimeout(() => over("timed out"), ms).unref());
