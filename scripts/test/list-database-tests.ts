import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { listImports, parseSource } from "../check/source-file.ts";

const TESTKIT = "packages/testkit/";

/** Test files that open a database: those that import the test kit, directly or through files of their own package. */
export function listDatabaseTests(root: string, paths: readonly string[]): string[] {
  const answers = new Map<string, boolean>();
  const usesTestkit = (path: string): boolean => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    answers.set(path, false); // Breaks import circles; the answer is set below.
    const answer =
      path.startsWith(TESTKIT) || importsOf(root, path).some((one) => one === "@tfbench/testkit" || usesTestkit(one));
    answers.set(path, answer);
    return answer;
  };
  return paths.filter((path) => /^(packages|apps\/server)\/.*\.test\.ts$/.test(path) && usesTestkit(path));
}

/** Package names as they stand, relative imports as paths from the root; files that are no source of ours are left out. */
function importsOf(root: string, path: string): string[] {
  const imports = listImports(parseSource(path, readFileSync(join(root, path), "utf8")));
  return imports.flatMap(({ specifier }) => {
    if (!specifier.startsWith(".")) return [specifier].filter((name) => name === "@tfbench/testkit");
    const target = posix.join(posix.dirname(path), specifier);
    return /\.tsx?$/.test(target) && existsSync(join(root, target)) ? [target] : [];
  });
}
