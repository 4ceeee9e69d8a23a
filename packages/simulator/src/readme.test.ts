import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LlmScript } from "./llm/llm-script.ts";
import { Script } from "./script.ts";

/** The names in the first column of the tables below a heading. */
async function keysBelow(heading: string): Promise<(string | undefined)[]> {
  const readme = await readFile(join(import.meta.dirname, "../README.md"), "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]));
}

test.each([
  ["Scripts", Script],
  ["Scripts of LLM requests", LlmScript],
])("%s: the README names every key of a script and no other", async (heading, schema) => {
  expect((await keysBelow(heading)).toSorted()).toEqual(Object.keys(schema.shape).toSorted());
});
