import { z } from "zod";

/** Names our own secrets live under; nothing may ever send those to a far end. */
const OWN_SECRETS = ["DATABASE_URL", "REDIS_URL", "TFBENCH_ACCESS_TOKEN"];

/** A secret by the name of the variable it stands in. Its value is read where a run is executed, and is in no row and no answer. */
export const SecretReference = z
  .string()
  .regex(/^env:[A-Za-z_][A-Za-z0-9_]{0,127}$/, "must be env:NAME, the name of an environment variable of the worker")
  .refine((value) => !OWN_SECRETS.includes(value.slice(4)), "this variable holds a secret of the server itself");
export type SecretReference = z.infer<typeof SecretReference>;
