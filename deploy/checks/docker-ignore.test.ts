import { expect, test } from "vitest";
import { readDockerIgnore } from "./docker-ignore.ts";

const isIgnored = readDockerIgnore(`# A comment
*
!apps
!package.json
**/node_modules
**/*.test.ts
apps/web/.next
`);

test.each([
  ["package.json", false],
  ["package.json.orig", true],
  [".env", true],
  ["apps", false],
  ["apps/web/start.ts", false],
  ["apps/web/config.test.ts", true],
  ["apps/web/.next/BUILD_ID", true],
  ["apps/server/.next/BUILD_ID", false],
  ["node_modules/pg/index.js", true],
  ["apps/web/node_modules/next/index.js", true],
  ["docs/ARCHITECTURE.md", true],
])("%s is left out: %s", (path, expected) => {
  expect(isIgnored(path)).toBe(expected);
});

test("a line it does not understand fails", () => {
  expect(() => readDockerIgnore("a[0-9]")).toThrow("not understood");
});
