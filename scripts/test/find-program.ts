import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first of these programs on the search path or in the extra folders; null when there is none. */
export function findProgram(
  names: readonly string[],
  searchPath: string,
  extraFolders: readonly string[] = [],
): string | null {
  const folders = [...searchPath.split(delimiter), ...extraFolders].filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

/** Where Debian and its relatives keep the server programs of each PostgreSQL version, newest first. */
export function postgresFolders(base = "/usr/lib/postgresql"): string[] {
  try {
    return readdirSync(base)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(base, version, "bin"));
  } catch {
    return [];
  }
}
