import { expect, test } from "vitest";
import { levelStateOf } from "./level-state-of.ts";

const judged = (is_steady: boolean | null, changes = {}) => ({
  attempted: 50,
  successes: 50,
  validity: { verdict: "valid" as const },
  steady: { is_steady, reasons: [] },
  ...changes,
});

test.each([
  ["steady", judged(true), false],
  ["measured", judged(null), false],
  ["unsteady", judged(false), false],
  ["no_success", judged(true, { successes: 0 }), false],
  ["invalid", judged(true, { validity: { verdict: "invalid" } }), false],
  ["cut", judged(true, { validity: { verdict: "invalid" } }), true],
] as const)("a level is %s", (state, report, isCut) => {
  expect(levelStateOf(report, isCut)).toBe(state);
});
