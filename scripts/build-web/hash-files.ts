import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const LEFT_OUT = /^(node_modules|\.next|browser|next-env\.d\.ts|.*\.tsbuildinfo|.*\.test\.tsx?)$/;

/** One hash over names and contents of all files under the given paths, tests and outputs left out. */
export function hashFiles(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) addPath(hash, root, path);
  return hash.digest("hex");
}

function addPath(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (!statSync(full).isDirectory()) {
    hash.update(`${path}\0`).update(createHash("sha256").update(readFileSync(full)).digest());
    return;
  }
  for (const name of readdirSync(full).sort()) {
    if (!LEFT_OUT.test(name)) addPath(hash, root, join(path, name));
  }
}
