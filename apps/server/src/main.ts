import { resolve } from "node:path";
import { config as loadDotenv } from "dotenv";
import { AppError } from "@tfbench/contracts";
import { ConfigError, loadConfig } from "./config.ts";
import { startServer } from "./start-server.ts";
import type { Role } from "./start-server.ts";

const ROLES: readonly Role[] = ["all", "api", "worker"];

/** `node main.ts [all|api|worker]`: one process with the parts of that role; ends on SIGINT, SIGTERM, or with its parent. */
async function main(role: string): Promise<void> {
  const known = ROLES.find((candidate) => candidate === role);
  if (known === undefined) throw new ConfigError(`${role} is not a role; the roles are ${ROLES.join(", ")}.`);
  loadDotenv({ path: resolve(import.meta.dirname, "../../../.env"), quiet: true });
  const config = loadConfig(process.env);
  if (known !== "all" && config.databaseUrl === null)
    throw new ConfigError(
      `The role ${known} shares its database with other processes, so DATABASE_URL must name a PostgreSQL server.`,
    );

  const stopRequest = new Promise<void>((stop) => {
    for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.once(signal, () => stop());
  });
  const server = await startServer(config, known);
  const failure = await Promise.race([stopRequest, server.failed]);
  // A second signal ends at once; the lease hands the work to the next worker.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  await server.stop();
  if (failure !== undefined) throw failure;
}

try {
  await main(process.argv[2] ?? "all");
} catch (cause) {
  process.exitCode = 1;
  if (!(cause instanceof ConfigError) && !(cause instanceof AppError && cause.code === "unavailable")) throw cause;
  const hint = cause instanceof AppError && cause.hint !== null ? ` ${cause.hint}` : "";
  process.stderr.write(`${cause.message}${hint}\n`);
}
// The channel to a parent that waits for our end would keep this process alive.
if (process.connected) process.disconnect();
