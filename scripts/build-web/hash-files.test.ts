import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hashFiles } from "./hash-files.ts";

function makeFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "tfbench-hash-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "web/.next"), { recursive: true });
  writeFileSync(join(root, "web/page.tsx"), "one");
  return root;
}

test("a changed, added or renamed source changes the hash", () => {
  const root = makeFolder();
  const before = hashFiles(root, ["web"]);

  writeFileSync(join(root, "web/page.tsx"), "two");
  const edited = hashFiles(root, ["web"]);
  writeFileSync(join(root, "web/other.tsx"), "");
  const added = hashFiles(root, ["web"]);

  expect(new Set([before, edited, added]).size).toBe(3);
});

test("tests, dependencies and build outputs do not change the hash", () => {
  const root = makeFolder();
  const before = hashFiles(root, ["web"]);

  writeFileSync(join(root, "web/.next/BUILD_ID"), "x");
  writeFileSync(join(root, "web/page.test.tsx"), "x");
  mkdirSync(join(root, "web/node_modules"));
  writeFileSync(join(root, "web/node_modules/a.js"), "x");

  expect(hashFiles(root, ["web"])).toBe(before);
});
