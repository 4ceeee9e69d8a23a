import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "./free-port.ts";

/** A PostgreSQL server that nobody else uses; everything in it is gone once it stops. */
export type PostgresServer = { url: string; stop(): Promise<void> };

const DEBIAN_FOLDER = "/usr/lib/postgresql";
/** PostgreSQL refuses to run as root, so root lends it one of these users. */
const UNPRIVILEGED_USERS = ["postgres", "nobody"];
/** Nothing here has to survive a loss of power. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  listen_addresses: "127.0.0.1",
};

export async function startPostgres(searchPath: string): Promise<PostgresServer> {
  const programs = findPrograms(searchPath);
  const identity = findIdentity();
  const folder = mkdtempSync(join(tmpdir(), "tfbench-postgres-"));
  if (identity !== null) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, "data");
  try {
    execFileSync(
      join(programs, "initdb"),
      ["-D", data, "-U", "tfbench", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
      { ...identity, cwd: folder },
    );
    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, port, unix_socket_directories: folder }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]);
    const server = spawn(join(programs, "postgres"), ["-D", data, ...settings], {
      ...identity,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await untilReady(server);
    return {
      url: `postgresql://tfbench@127.0.0.1:${port}/postgres`,
      async stop() {
        server.kill("SIGQUIT");
        if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

/** The folder of initdb and postgres: one on the search path, or the newest of Debian's. */
function findPrograms(searchPath: string): string {
  const debian = existsSync(DEBIAN_FOLDER)
    ? readdirSync(DEBIAN_FOLDER).sort((one, other) => Number(other) - Number(one))
    : [];
  const folders = [...searchPath.split(delimiter), ...debian.map((version) => join(DEBIAN_FOLDER, version, "bin"))];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (found === undefined)
    throw new Error("No PostgreSQL server on this machine: initdb is neither on PATH nor below /usr/lib/postgresql.");
  return found;
}

function findIdentity(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = execFileSync("getent", ["passwd", ...UNPRIVILEGED_USERS], { encoding: "utf8" })
    .trim()
    .split("\n");
  const [, , uid, gid] = users[0]?.split(":") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error("PostgreSQL cannot run as root, and there is no user `postgres` to run it.");
  return { uid: Number(uid), gid: Number(gid) };
}

/** The server's log is read on, or it would stop when the pipe is full. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (log === "ready") return;
      log += text;
      if (!log.includes("database system is ready to accept connections")) return;
      log = "ready";
      resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
}
