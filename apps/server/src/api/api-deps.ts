import type { Context } from "@tfbench/services";

/** Where the API writes what its callers must not see. pino's shape. */
export type Log = {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

export type ApiDeps = Pick<Context, "db" | "queue" | "project_id" | "settings" | "providers"> & {
  version: string;
  started_at: string;
  /** What the system page shows of the configuration; no secret. */
  settings_in_force: readonly { name: string; value: string }[];
  /** The configured HOST; requests that name it are let in. */
  host: string;
  /** Further host names that are let in, with or without a port. */
  allowed_hosts: readonly string[];
  /** When set, everything but /health asks for it. */
  access_token: string | null;
  log: Log;
  /** Ends open streams when the server stops. */
  shutdown: AbortSignal;
};

/** What a request carries through the handlers. */
export type ApiEnv = { Variables: { ctx: Context; request_id: string } };
