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

test("the README's configuration table has the defaults of the example file, in its order", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \| ([^|]+) \|/gm)];
  const defaults = Object.fromEntries(
    rows.flatMap(([, names = "", values = ""]) => {
      const said = values.split(", ");
      return names
        .split(", ")
        .map((name, index) => [name.replaceAll("`", ""), said[index]?.replaceAll("`", "").trim()]);
    }),
  );
  const stated = Object.entries(example).filter(([, value]) => value !== "");

  expect(stated.map(([name]) => [name, defaults[name]])).toEqual(stated);
});

test("every command that `make` lists is explained in the README or in CONTRIBUTING.md", () => {
  const listed = [...readFileSync(join(root, "Makefile"), "utf8").matchAll(/^([a-z-]+):.*## /gm)].map(
    ([, name = ""]) => `make ${name}`,
  );
  const text = ["README.md", "CONTRIBUTING.md"].map((path) => readFileSync(join(root, path), "utf8")).join("\n");

  expect(listed.length).toBeGreaterThan(8);
  expect(listed.filter((command) => !new RegExp(`${command}\\b`).test(text))).toEqual([]);
});
