import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listDatabaseTests } from "./list-database-tests.ts";

function writeTree(files: Record<string, string>): { root: string; paths: string[] } {
  const root = mkdtempSync(join(tmpdir(), "tfbench-tree-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, paths: Object.keys(files) };
}

test("tests that reach the test kit through other files, circles included, are found; others are not", () => {
  const { root, paths } = writeTree({
    "packages/store/src/direct.test.ts": 'import { testDatabase } from "@tfbench/testkit";',
    "packages/store/src/indirect.test.ts": 'import { start } from "./start.ts";',
    "packages/store/src/start.ts": 'import "./indirect.test.ts"; import { testDatabase } from "@tfbench/testkit";',
    "packages/store/src/pure.test.ts": 'import { add } from "./add.ts";',
    "packages/store/src/add.ts": 'import { z } from "zod";',
    "packages/testkit/src/test-database.test.ts": 'import { testDatabase } from "./test-database.ts";',
  });

  expect(listDatabaseTests(root, paths)).toEqual([
    "packages/store/src/direct.test.ts",
    "packages/store/src/indirect.test.ts",
    "packages/testkit/src/test-database.test.ts",
  ]);
});
