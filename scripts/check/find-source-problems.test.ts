import { expect, test } from "vitest";
import { findSourceProblems } from "./find-source-problems.ts";
import { parseSource } from "./source-file.ts";

const problemsIn = (text: string, path = "packages/engine/src/a.ts") => findSourceProblems([parseSource(path, text)]);

test.each([
  ['export * from "./b.ts";', "a package's index names what it exports; `export *` does not"],
  ["const at = Date.now();", "measured time comes from the Clock, never from Date.now or performance.now"],
  ["const at = new Date();", "measured time comes from the Clock, never from Date.now or performance.now"],
  ['vi.mock("@tfbench/store");', "a mock of a module we own tests the mock; use the real part"],
  ['vi.mock("./b.ts", () => ({}));', "a mock of a module we own tests the mock; use the real part"],
  ["abstract class Base {}", "an abstract class; pass functions what they need instead"],
  ["const a = b as unknown as string;", "`as unknown as` switches the type checker off; parse at the edge"],
  ["void work().catch(() => undefined);", "a catch that does nothing hides the failure; handle it or let it rise"],
  ["void work().catch(() => {});", "a catch that does nothing hides the failure; handle it or let it rise"],
  ["// TODO later\nconst a = 1;", "a TODO names a public issue or is removed"],
  ["// ---------- part two\nconst a = 1;", "no section banners"],
  ["const a = 1; // see #123", "no ticket ids in comments"],
])("%s is refused", (text, message) => {
  expect(problemsIn(text).map((problem) => problem.message)).toEqual([message]);
});

test.each([
  'export { a } from "./b.ts";',
  "const at = new Date(iso);",
  'vi.mock("some-package");',
  "const a = b as unknown;",
  "work().catch((cause) => fail(cause));",
  "// RFC-9110 section 5, UTF-8 and ISO-8601\nconst a = 1;",
  'const text = "// TODO inside a string #12";',
])("%s is allowed", (text) => {
  expect(problemsIn(text)).toEqual([]);
});

test("only the engine is kept from the wall clock", () => {
  expect(problemsIn("const at = Date.now();", "packages/services/src/a.ts")).toEqual([]);
  expect(problemsIn("const at = Date.now();", "packages/engine/src/clock.ts")).toEqual([]);
});

test("a problem names the line it stands on", () => {
  expect(problemsIn("const a = 1;\n\nabstract class Base {}")).toEqual([
    { file: "packages/engine/src/a.ts", line: 3, message: "an abstract class; pass functions what they need instead" },
  ]);
});
