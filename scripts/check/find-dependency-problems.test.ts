import { expect, test } from "vitest";
import { findDependencyProblems } from "./find-dependency-problems.ts";

const document =
  "| Package | Licence | Why | Documentation |\n| --- | --- | --- | --- |\n| `zod` | MIT | schemas | [read](https://zod.dev) |\n";
const messages = (dependencies: Record<string, string>, text = document) =>
  findDependencyProblems([{ path: "package.json", dependencies }], text, () => "MIT").map((problem) => problem.message);

test("a dependency with its line and licence is no problem", () => {
  expect(messages({ zod: "4.6.7", "@tfbench/store": "0.1.0" })).toEqual([]);
});

test("a dependency without a line is refused", () => {
  expect(messages({ zod: "4.6.7", pg: "8.0.0" })).toEqual(["pg has no line in docs/DEPENDENCIES.md"]);
});

test("a line without its dependency is refused", () => {
  expect(messages({})).toEqual(["zod is in no package.json"]);
});

test("a wrong licence is refused", () => {
  expect(messages({ zod: "4.6.7" }, document.replace("MIT", "ISC"))).toEqual(["zod has the licence MIT, not ISC"]);
});

test("a version range is refused", () => {
  expect(messages({ zod: "^4.6.7" })).toEqual(['zod is "^4.6.7"; versions are exact']);
});

test("a line that does not say where to read on is refused", () => {
  expect(messages({ zod: "4.6.7" }, document.replace(" [read](https://zod.dev) |", ""))).toEqual([
    "zod has no [read](https://...) to its documentation",
  ]);
});
