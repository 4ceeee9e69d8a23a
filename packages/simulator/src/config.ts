import { z } from "zod";
import type { SimulatorOptions } from "./simulator-options.ts";

const WholeNumber = z
  .string()
  .regex(/^-?\d{1,15}$/, "a whole number")
  .transform(Number);

/** Other TFBENCH_ and TINYFISH_ names belong to the server and are not looked at. */
const Env = z.object({
  HOST: z.string().min(1, "a host name or address").default("127.0.0.1"),
  SIMULATOR_PORT: WholeNumber.pipe(z.int().min(0).max(65535, "a port from 0 to 65535")).default(8010),
  TFBENCH_SIMULATOR_KEY: z.string().min(1, "a text that is not empty").default("simulator-key"),
  TFBENCH_SIMULATOR_TRUTH_LOG: z.string().min(1, "the path of a file").optional(),
  TFBENCH_SIMULATOR_SEED: WholeNumber.optional(),
  TFBENCH_SIMULATOR_SLOTS: WholeNumber.pipe(z.int().min(1, "a number from 1")).optional(),
  TFBENCH_SIMULATOR_PACING: z.enum(["turn", "sleep"], "turn or sleep").default("turn"),
  TFBENCH_SIMULATOR_ZERO_DELAY: z.enum(["true", "false"], "true or false").default("false"),
});

export class ConfigError extends Error {}

/** Called once, in main.ts. Empty variables count as not set. Throws a ConfigError that names each wrong variable. */
export function loadConfig(source: Record<string, string | undefined>): SimulatorOptions {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Env.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} must be ${issue.message}`);
    throw new ConfigError(`${problems.join("; ")}.`);
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.SIMULATOR_PORT,
    api_key: env.TFBENCH_SIMULATOR_KEY,
    zero_delay: env.TFBENCH_SIMULATOR_ZERO_DELAY === "true",
    llm: { slots: env.TFBENCH_SIMULATOR_SLOTS ?? null, pacing: env.TFBENCH_SIMULATOR_PACING },
    truth_log_path: env.TFBENCH_SIMULATOR_TRUTH_LOG ?? null,
    truth_memory_records: 0,
    ...(env.TFBENCH_SIMULATOR_SEED !== undefined && { seed: env.TFBENCH_SIMULATOR_SEED }),
  };
}
