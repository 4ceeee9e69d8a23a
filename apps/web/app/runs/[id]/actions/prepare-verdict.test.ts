import { expect, test } from "vitest";
import { prepareVerdict } from "./prepare-verdict.ts";

const AT = "2026-11-20T11:00:00.000Z";

test("of an agent the goal is judged, which a site may have blocked", () => {
  expect(prepareVerdict({ provider: "tinyfish", verdict: null })).toMatchObject({
    label: "The goal was",
    goals: ["passed", "partial", "failed", "blocked", "task_invalid"],
  });
});

test("of an endpoint the answer is judged, and a verdict that someone gave can be kept", () => {
  const verdict = { goal: "task_invalid", note: null, at: AT } as const;

  expect(prepareVerdict({ provider: "openai", verdict: null })).toMatchObject({
    label: "The answer was",
    goals: ["passed", "partial", "failed"],
  });
  expect(prepareVerdict({ provider: "openai", verdict }).goals).toContain("task_invalid");
});
