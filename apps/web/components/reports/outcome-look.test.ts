import { expect, test } from "vitest";
import { outcomeWord } from "./outcome-look.ts";

test.each([
  ["completed", "passed", "passed"],
  ["completed", "not_evaluated", "completed, unchecked"],
  ["agent_failed", "failed", "agent failed"],
  ["agent_failed", "blocked", "agent failed, blocked"],
  ["timeout", "not_evaluated", "timeout"],
] as const)("a run that ended as %s with its goal %s is told apart as: %s", (status, goal, word) => {
  expect(outcomeWord({ status, goal })).toBe(word);
});
