import { AppError } from "@tfbench/contracts";
import type pg from "pg";
import { describePlace } from "./describe-place.ts";

const CONNECT_TIMEOUT_MS = 10_000;

/** What every connection to a server has in common. */
export const postgresqlOptions = (url: string): pg.ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  options: "-c timezone=UTC",
});

export function unreachablePostgresql(url: string, cause: unknown): AppError {
  const { place, name, reasons } = describePlace({ variable: "DATABASE_URL", url, port: 5432, cause });
  return new AppError(
    "unavailable",
    `PostgreSQL at ${place}${name === "" ? "" : `, database ${name},`} cannot be used: ${reasons}`,
    { hint: "Start it, or correct DATABASE_URL.", cause },
  );
}
