import { createHash } from "node:crypto";
import type { Problem } from "./problem.ts";

export type Migration = { name: string; text: string };
/** SHA-256 by file name, as recorded in checksums.json. */
export type Checksums = Record<string, string>;

export const checksumOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const FOLDER = "packages/store/migrations";

/** Migrations that were edited, deleted, left unrecorded or misnumbered. A recorded migration has run on somebody's data. */
export function findMigrationProblems(migrations: readonly Migration[], recorded: Checksums): Problem[] {
  const found: Problem[] = [];
  const report = (name: string, message: string) => found.push({ file: `${FOLDER}/${name}`, line: 0, message });
  for (const [index, { name, text }] of migrations.entries()) {
    const number = String(index + 1).padStart(4, "0");
    if (!name.startsWith(`${number}_`))
      report(name, `its number should be ${number}: migrations are numbered without gaps`);
    if (recorded[name] === undefined) report(name, "is not in checksums.json; run `npm run migrations:record`");
    else if (recorded[name] !== checksumOf(text))
      report(name, "was edited after it was recorded; write a new migration");
  }
  for (const name of Object.keys(recorded)) {
    if (!migrations.some((migration) => migration.name === name))
      report(name, "is recorded in checksums.json but gone");
  }
  return found;
}
