import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findReleaseNotes } from "./checks/find-release-notes.ts";

/** `node release-notes.ts v1.2.3`: prints what the changelog says of that version. */
const [tag = ""] = process.argv.slice(2);
const notes = findReleaseNotes(readFileSync(join(import.meta.dirname, "../CHANGELOG.md"), "utf8"), tag);
if (notes === null) {
  process.stderr.write(`CHANGELOG.md has no section for ${tag}: rename "Unreleased" before the tag is set.\n`);
  process.exitCode = 1;
} else process.stdout.write(`${notes}\n`);
