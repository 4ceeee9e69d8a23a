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

test("a search is sent in place of the levels of a sweep, and the button says which it is", () => {
  const trigger = { count: "1", inputs: "{}", labels: "", isConfirmed: false };
  const load = { ...EMPTY_LOAD, runs: "60", low: "2", high: "16", levels: "1, 2" };
  const [sweep, search] = (["sweep", "search"] as const).map((measure) => ({ ...trigger, load: { ...load, measure } }));
  if (sweep === undefined || search === undefined) throw new Error("Both are made.");

  expect(sweepBody(3, { ...trigger, load })).toBeNull();
  expect(sweepBody(3, sweep)).toMatchObject({ scenario_id: 3, load: { runs: 60 }, levels: [1, 2] });
  expect(sweepBody(3, search)).toMatchObject({ load: { runs: 60 }, search: { low: 2, high: 16 } });
  expect(sweepBody(3, search)).not.toHaveProperty("levels");
  expect([sweep, search].map(triggerText)).toEqual(["Sweep 2 levels", "Search the highest level"]);
  expect([sweep, search].map((draft) => costInput(3, draft)?.count)).toEqual([120, 60]);
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
  expect(sweepBody(4, { ...draft, load: { ...EMPTY_LOAD, measure: "sweep", levels: "1, 2", parts } })).toMatchObject({
    grace_ms: 2_000,
  });
  const wrong = { ...EMPTY_LOAD, parts: { ...parts, grace_s: "-1" } };
  expect(triggerBody(4, { ...draft, load: wrong })).toBeNull();
});
