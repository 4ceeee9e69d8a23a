import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { SLOW_FILES } from "./slow-files.ts";

test("every file that is to begin first is there", () => {
  const root = resolve(import.meta.dirname, "../..");

  expect(SLOW_FILES.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
