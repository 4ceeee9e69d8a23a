import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Script } from "./script.ts";

test("the README names every key of a script and no other", async () => {
  const readme = await readFile(join(import.meta.dirname, "../README.md"), "utf8");

  const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]));
  expect(named.toSorted()).toEqual(Object.keys(Script.shape).toSorted());
});
