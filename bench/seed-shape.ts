import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { inheritedEnvironment } from "./config.ts";

const root = resolve(import.meta.dirname, "..");

/** Writes sample data of a named shape into a database that no instance has open. */
export async function seedShape(shape: string, home: { dataDir: string; databaseUrl: string | null }): Promise<void> {
  const exitCode = await new Promise<number | null>((ended, failed) => {
    const child = spawn(process.execPath, [join(root, "scripts/seed.ts"), shape], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...inheritedEnvironment,
        DATA_DIR: home.dataDir,
        DATABASE_URL: home.databaseUrl ?? "",
        TFBENCH_LOG_LEVEL: "warn",
      },
    });
    child.once("error", failed);
    child.once("exit", ended);
  });
  if (exitCode !== 0) throw new Error(`Seeding "${shape}" failed (exit code ${exitCode}).`);
}
