import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./free-port.ts";

/** A Redis that nobody else uses and that keeps nothing. It can be ended and started again at the same address. */
export type RedisServer = { readonly url: string; start(): Promise<void>; kill(): Promise<void> };

/** Why no Redis can be started here; null when one can. */
export function missingRedis(): string | null {
  const { error } = spawnSync("redis-server", ["--version"]);
  return error === undefined ? null : "no redis-server on this machine; install redis-server";
}

export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  const address = ["--bind", "127.0.0.1", "--port", String(port)];
  let server: ChildProcess | null = null;
  const redis: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const started = spawn("redis-server", [...address, "--save", "", "--appendonly", "no", ...settings], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      server = started;
      await untilReady(started);
    },
    async kill() {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
  await redis.start();
  return redis;
}

/** The server's log is read on, or it would stop when the pipe is full. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-4_000);
      if (log.includes("Ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`Redis did not start:\n${log}`)));
  });
}
