import { resolve } from "node:path";
import { config as loadDotenv } from "dotenv";
import { AppError } from "../packages/contracts/src/index.ts";
import { migrate } from "../packages/store/src/index.ts";
import { ConfigError, loadConfig } from "../apps/server/src/config.ts";

/** Creates the configured database or brings it to this version, and says where it is. */
const root = resolve(import.meta.dirname, "..");
process.chdir(root);

async function run(): Promise<void> {
  loadDotenv({ quiet: true });
  const { databaseUrl, dataDir } = loadConfig(process.env);
  await migrate({ database_url: databaseUrl, data_dir: dataDir }, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write(
    `The database is up to date: ${databaseUrl === null ? resolve(dataDir) : "PostgreSQL (DATABASE_URL)"}\n`,
  );
}

try {
  await run();
} catch (cause) {
  if (!(cause instanceof ConfigError) && !(cause instanceof AppError && cause.code === "unavailable")) throw cause;
  const hint = cause instanceof AppError && cause.hint !== null ? ` ${cause.hint}` : "";
  process.stderr.write(`${cause.message}${hint}\n`);
  process.exitCode = 1;
}
