import { expect, test } from "vitest";
import { EMPTY_LOAD } from "./load/load-draft.ts";
import { costInput, labelsOf, sweepBody, triggerBody, triggerObstacle, triggerText } from "./prepare-trigger.ts";

test("labels are one pair a line, and a value may hold an equals sign", () => {
  expect(labelsOf("commit=4f2a91\n\n why = a=b \nbare")).toEqual({ commit: "4f2a91", why: "a=b", bare: "" });
});

test("the cost is confirmed only where it was ticked", () => {
  const draft = { count: "50", load: null, inputs: "", labels: "", isConfirmed: false };

  expect(triggerBody(4, draft)).toEqual({ scenario_id: 4, count: 50, inputs: {}, labels: {} });
  expect(triggerBody(4, { ...draft, isConfirmed: true })).toMatchObject({ confirm: true });
});

test("what keeps a trigger from being sent is said, and nothing once it can be", () => {
  const trigger = { count: "1", load: null, inputs: "{}", labels: "", isConfirmed: false };

  expect(triggerObstacle({ ...trigger, count: "" }, false)).toBe("Say how many runs first.");
  expect(triggerObstacle({ ...trigger, inputs: "[" }, false)).toBe("Mend the JSON that is marked first.");
  expect(triggerObstacle(trigger, true)).toBe("Confirm the estimate first.");
  expect(triggerObstacle({ ...trigger, isConfirmed: true }, true)).toBeNull();
  expect(triggerObstacle({ ...trigger, load: { ...EMPTY_LOAD, runs: "" } }, false)).toBe(
    "Say how many runs, for how long, or both.",
  );
});

test("a load says itself how many runs it makes, to the button, to the estimate and to the API", () => {
  const load = { ...EMPTY_LOAD, kind: "poisson", rate_per_second: "10", runs: "", duration_s: "3", seed: "7" } as const;
  const draft = { count: "10", load, inputs: "", labels: "", isConfirmed: false };

  expect(triggerText(draft)).toBe("Trigger about 30 runs");
  expect(costInput(4, draft)).toMatchObject({ count: 30 });
  expect(triggerBody(4, draft)).toEqual({
    scenario_id: 4,
    inputs: {},
    labels: {},
    load: { kind: "poisson", rate_per_second: 10, duration_ms: 3_000, max_in_flight: null, on_full: "wait" },
    seed: 7,
  });
});

test("what is asked for beside the load goes with it, to a batch as to a sweep", () => {
  const parts = { ...EMPTY_LOAD.parts, grace_s: "2" };
  const draft = { count: "1", inputs: "", labels: "", isConfirmed: false };

  expect(triggerBody(4, { ...draft, load: { ...EMPTY_LOAD, parts } })).toMatchObject({ grace_ms: 2_000 });
  expect(sweepBody(4, { ...draft, load: { ...EMPTY_LOAD, levels: "1, 2", parts } })).toMatchObject({ grace_ms: 2_000 });
  const wrong = { ...EMPTY_LOAD, parts: { ...parts, grace_s: "-1" } };
  expect(triggerBody(4, { ...draft, load: wrong })).toBeNull();
});
