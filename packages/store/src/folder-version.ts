import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What an embedded folder was last migrated to, kept beside the database so that a warm start need not open it to know. */
export type FolderVersion = { schema: number; queue: string };

const FILE = "tfbench-version.json";

export function readFolderVersion(pglitePath: string): FolderVersion | null {
  const path = join(pglitePath, FILE);
  // Only writeFolderVersion makes this file, in one step.
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as FolderVersion) : null;
}

export function writeFolderVersion(pglitePath: string, version: FolderVersion): void {
  const path = join(pglitePath, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(version), { flush: true });
  renameSync(`${path}.new`, path);
}
