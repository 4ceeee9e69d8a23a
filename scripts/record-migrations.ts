import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checksumOf, type Checksums } from "./check/find-migration-problems.ts";

/** Adds new migrations to checksums.json. Recorded ones are left as they are: `npm run check` says when one was edited. */
const folder = resolve(import.meta.dirname, "../packages/store/migrations");
const file = join(folder, "checksums.json");
const recorded: Checksums = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
for (const name of readdirSync(folder)
  .filter((entry) => entry.endsWith(".sql"))
  .sort()) {
  recorded[name] ??= checksumOf(readFileSync(join(folder, name), "utf8"));
}
writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
