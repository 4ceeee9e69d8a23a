import { isIPv4 } from "node:net";
import { z } from "zod";

const KNOWN = [
  "TINYFISH_MOCK_MODE",
  "TINYFISH_API_KEY",
  "TINYFISH_BASE_URL",
  "TFBENCH_ACCESS_TOKEN",
  "TFBENCH_ALLOWED_HOSTS",
  "TFBENCH_API_URL",
  "TFBENCH_LOG_LEVEL",
  "TFBENCH_SIMULATOR_KEY",
  "TFBENCH_SIMULATOR_SEED",
  "TFBENCH_SIMULATOR_TRUTH_LOG",
  "TFBENCH_SIMULATOR_URL",
  "TFBENCH_SIMULATOR_ZERO_DELAY",
  "TFBENCH_WORKER_BATCHES",
] as const;

const PORT_NUMBER = "a port number from 0 to 65535";
const port = (fallback: number) =>
  z.coerce.number(PORT_NUMBER).int(PORT_NUMBER).min(0, PORT_NUMBER).max(65_535, PORT_NUMBER).default(fallback);
const BATCHES = "a whole number from 1 to 1000";
const webAddress = z.url({ protocol: /^https?$/, error: "an http or https address" });

const Env = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port(8000),
  WEB_PORT: port(3000),
  SIMULATOR_PORT: port(8010),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "an address such as postgresql://user@host/name")
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "an address such as redis://host:6379")
    .optional(),
  TINYFISH_MOCK_MODE: z.enum(["true", "false"], "true or false").default("true"),
  TINYFISH_API_KEY: z.string().min(1).optional(),
  TINYFISH_BASE_URL: webAddress.default("https://agent.tinyfish.ai"),
  TFBENCH_ACCESS_TOKEN: z.string().min(16, "at least 16 characters").optional(),
  TFBENCH_ALLOWED_HOSTS: z.string().default(""),
  TFBENCH_LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent")
    .default("info"),
  TFBENCH_SIMULATOR_KEY: z.string().min(1).default("simulator-key"),
  TFBENCH_SIMULATOR_URL: webAddress.optional(),
  TFBENCH_WORKER_BATCHES: z.coerce.number(BATCHES).int(BATCHES).min(1, BATCHES).max(1_000, BATCHES).default(64),
});

export type ServerConfig = {
  readonly host: string;
  readonly port: number;
  readonly webPort: number;
  readonly simulatorPort: number;
  readonly simulatorUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly mockMode: boolean;
  readonly tinyfishBaseUrl: string;
  readonly accessToken: string | null;
  readonly allowedHosts: readonly string[];
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Batches one worker executes at the same time. */
  readonly workerBatches: number;
  /** Reads the variable behind a target's `env:NAME`; null when it is not set. */
  readonly readCredential: (name: string) => string | null;
};

/** A start that must not happen; the message is the one sentence a person sees. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
/** An address as it stands in a URL: IPv6 in brackets. */
export const hostInUrl = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);
const reachable = (host: string): string => (host === "0.0.0.0" || host === "::" ? "127.0.0.1" : hostInUrl(host));

/**
 * Parses the environment once, at start. Throws ConfigError naming the variable and what was expected.
 * Names beginning with TINYFISH_ or TFBENCH_ that nothing reads are refused: they are misspelt.
 */
export function loadConfig(source: Record<string, string | undefined>): ServerConfig {
  // A variable set to nothing, as .env.example leaves it, counts as not set.
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const stray = Object.keys(set).find(
    (name) => /^(TINYFISH|TFBENCH)_/.test(name) && !KNOWN.some((known) => known === name),
  );
  if (stray !== undefined)
    throw new ConfigError(`${stray} is not a variable this program reads; the ones it reads are ${KNOWN.join(", ")}.`);
  const parsed = Env.safeParse(set);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new ConfigError(`${String(problem?.path[0])} is not valid: it must be ${problem?.message}.`);
  }
  const env = parsed.data;
  const mockMode = env.TINYFISH_MOCK_MODE === "true";
  if (!mockMode && env.TINYFISH_API_KEY === undefined)
    throw new ConfigError(
      "TINYFISH_MOCK_MODE is false, so TINYFISH_API_KEY must be set to your key of the real service.",
    );
  if (!isLoopback(env.HOST) && env.TFBENCH_ACCESS_TOKEN === undefined)
    throw new ConfigError(
      `HOST is ${env.HOST}, which others can reach, so TFBENCH_ACCESS_TOKEN must be set (at least 16 characters).`,
    );
  return {
    host: env.HOST,
    port: env.PORT,
    webPort: env.WEB_PORT,
    simulatorPort: env.SIMULATOR_PORT,
    simulatorUrl: env.TFBENCH_SIMULATOR_URL ?? `http://${reachable(env.HOST)}:${env.SIMULATOR_PORT}`,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    mockMode,
    tinyfishBaseUrl: env.TINYFISH_BASE_URL,
    accessToken: env.TFBENCH_ACCESS_TOKEN ?? null,
    allowedHosts: env.TFBENCH_ALLOWED_HOSTS.split(",")
      .map((host) => host.trim())
      .filter((host) => host !== ""),
    logLevel: env.TFBENCH_LOG_LEVEL,
    workerBatches: env.TFBENCH_WORKER_BATCHES,
    readCredential: (name) => (name === "TFBENCH_SIMULATOR_KEY" ? env.TFBENCH_SIMULATOR_KEY : (source[name] ?? null)),
  };
}
