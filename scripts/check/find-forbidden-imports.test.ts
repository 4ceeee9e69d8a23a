import { expect, test } from "vitest";
import { findForbiddenImports } from "./find-forbidden-imports.ts";
import { parseSource } from "./source-file.ts";

const messagesFor = (path: string, text: string) =>
  findForbiddenImports([parseSource(path, text)]).map((problem) => problem.message);

test.each([
  ["packages/engine/src/a.ts", 'import { x } from "@tfbench/store";', "packages/engine may not import @tfbench/store"],
  ["packages/store/src/a.ts", 'import "hono";', 'packages/store must not know about "hono"'],
  [
    "packages/services/src/a.ts",
    'import { z } from "@hono/zod-openapi";',
    'packages/services must not know about "@hono/zod-openapi"',
  ],
  [
    "packages/stats/src/a.ts",
    'const fs = await import("node:fs/promises");',
    'packages/stats must not know about "node:fs/promises"',
  ],
  [
    "apps/server/src/api/a.ts",
    'import { x } from "@tfbench/engine";',
    "apps/server/src/api may not import @tfbench/engine",
  ],
  ["apps/server/src/worker/a.ts", 'import { Hono } from "hono";', 'apps/server/src/worker must not know about "hono"'],
  ["apps/web/app/a.tsx", 'export { x } from "@tfbench/stats";', "apps/web may not import @tfbench/stats"],
  [
    "packages/providers/src/a.ts",
    'import { x } from "@tfbench/engine";',
    "packages/providers may import only types from @tfbench/engine",
  ],
  [
    "packages/checks/src/a.ts",
    'import { x } from "../../stats/src/index.ts";',
    '"../../stats/src/index.ts" leaves packages/checks; import the package by its name',
  ],
  [
    "packages/checks/src/a.ts",
    'import { x } from "@tfbench/contracts/src/run.ts";',
    '"@tfbench/contracts/src/run.ts" reaches inside a package; import @tfbench/contracts',
  ],
  [
    "packages/checks/src/a.ts",
    'import { x } from "@tfbench/checks";',
    '"@tfbench/checks" is the file\'s own package; use a relative import',
  ],
])("%s refuses %s", (path, text, message) => {
  expect(messagesFor(path, text)).toEqual([message]);
});

test.each([
  ["packages/providers/src/a.ts", 'import type { X } from "@tfbench/engine";'],
  ["packages/providers/src/a.ts", 'import { type X } from "@tfbench/engine";'],
  ["apps/server/src/worker/a.ts", 'import { x } from "@tfbench/engine";'],
  ["packages/engine/src/a.test.ts", 'import { x } from "@tfbench/simulator";'],
  ["packages/engine/src/a.ts", 'import net from "node:net"; import { b } from "./b.ts";'],
  ["scripts/seed.ts", 'import { x } from "../packages/store/src/index.ts";'],
])("%s allows %s", (path, text) => {
  expect(messagesFor(path, text)).toEqual([]);
});
