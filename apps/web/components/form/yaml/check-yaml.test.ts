import { expect, test } from "vitest";
import { checkYaml } from "./check-yaml.ts";

test("what can be read has no problem, and neither has nothing", () => {
  expect(checkYaml("automations:\n  - name: قائمة 🐟 # a comment\n")).toEqual([]);
  expect(checkYaml("")).toEqual([]);
});

test("what cannot be read is told at its line and column", () => {
  const text = "automations:\n  - name: x\n   y: {";

  const problems = checkYaml(text);

  expect(problems[0]).toMatchObject({ line: 3, message: expect.stringMatching(/./) });
  for (const { from, to } of problems) expect([from >= 0, from <= to, to <= text.length]).toEqual([true, true, true]);
});

test("a tab where blanks belong is told, with the column it stands in", () => {
  expect(checkYaml("a:\n\tb: 1\n")[0]).toMatchObject({ line: 2, column: 1 });
});
