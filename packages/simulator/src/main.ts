import { inspect } from "node:util";
import { ConfigError, loadConfig } from "./config.ts";
import type { SimulatorOptions } from "./simulator-options.ts";
import { startSimulator } from "./start-simulator.ts";

const EXPLAINED: Record<string, (options: SimulatorOptions) => string> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} on ${host} is in use by another program; set SIMULATOR_PORT to a free one.`,
  EACCES: ({ host, port }) =>
    `Port ${port} on ${host} may not be used by this account; set SIMULATOR_PORT to another one.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; set HOST to one of its own.`,
  ENOTFOUND: ({ host }) => `The host name ${host} cannot be resolved; set HOST to an address of this machine.`,
};

async function main(): Promise<void> {
  const options = loadConfig(process.env);
  const simulator = await startSimulator(options).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const explain = EXPLAINED[code];
    throw explain ? new ConfigError(explain(options), { cause }) : cause;
  });
  process.stdout.write(`Simulator listens at ${simulator.url}\n`);

  const stop = () => void simulator.close().then(() => process.exit(0), exitWith);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // A parent that died without a signal closes its channel.
  if (process.connected) process.once("disconnect", stop);
}

function exitWith(cause: unknown): never {
  process.stderr.write(`${cause instanceof ConfigError ? cause.message : inspect(cause)}\n`);
  process.exit(1);
}

await main().catch(exitWith);
