import type { Scenario } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { draftOf, EMPTY_DRAFT, missingInputs, scenarioBody, scenarioObstacle } from "./prepare.ts";

const scenario: Scenario = {
  id: 4,
  name: "Extract prices",
  automation_id: 2,
  automation_name: "Price list",
  provider: "tinyfish",
  target_id: null,
  target_name: "Simulator",
  description: null,
  inputs_template: { count: 3 },
  run_settings: {
    transport: "async",
    poll_interval_ms: 500,
    concurrency: 4,
    start_spread_ms: 0,
    timeouts: { total_ms: 9_000 },
    guards: "off",
    allow_empty: true,
    prompts: { allow_repeats: true },
  },
  slos: ["success >= 0.9"],
  archived_at: null,
  created_at: "2026-11-20T10:00:00.000Z",
  updated_at: "2026-11-20T10:00:00.000Z",
};

test("editing without a change sends back what was there", () => {
  expect(scenarioBody(draftOf(scenario))).toEqual({
    name: "Extract prices",
    description: null,
    automation_id: 2,
    target_id: null,
    inputs_template: { count: 3 },
    run_settings: scenario.run_settings,
    slos: ["success >= 0.9"],
  });
});

test("a field left empty is left to the API's default", () => {
  const body = scenarioBody({ ...EMPTY_DRAFT, name: "s", automation_id: "1", concurrency: "", poll_interval_ms: "" });

  expect(body?.run_settings).toEqual({
    transport: "sse",
    guards: "on",
    allow_empty: false,
    timeouts: {},
    start_spread_ms: 100,
  });
});

test("nothing is sent while an input does not parse or no automation is chosen", () => {
  expect(scenarioBody({ ...EMPTY_DRAFT, automation_id: "1", inputs_template: "{" })).toBeNull();
  expect(scenarioBody(EMPTY_DRAFT)).toBeNull();
});

test("a new scenario begins with the inputs that have no default", () => {
  expect(missingInputs(["url", "goal"], { url: "https://shop.example" })).toEqual({ goal: "" });
});

test("what keeps a form from being sent is said, and nothing once it can be", () => {
  const scenario = { ...EMPTY_DRAFT, automation_id: "1" };

  expect(scenarioObstacle(EMPTY_DRAFT)).toBe("Choose an automation first.");
  expect(scenarioObstacle({ ...scenario, timeouts: "{" })).toBe("Mend the JSON that is marked first.");
  expect(scenarioObstacle(scenario)).toBeNull();
});
