import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "dotenv";
import { expect, test } from "vitest";
import { loadConfig } from "../../apps/server/src/config.ts";

const root = resolve(import.meta.dirname, "../..");
const example = parse(readFileSync(join(root, ".env.example")));

test("the example file can be loaded as it is and gives the defaults", () => {
  const { readCredential: _a, ...fromExample } = loadConfig(example);
  const { readCredential: _b, ...defaults } = loadConfig({});

  expect(fromExample).toEqual(defaults);
});

test("the README's configuration table names every variable of the example file", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");

  expect(Object.keys(example).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
