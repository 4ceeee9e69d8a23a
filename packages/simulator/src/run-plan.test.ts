import { expect, test } from "vitest";
import { createRunPlan } from "./run-plan.ts";
import { SimulatorOptions } from "./simulator-options.ts";

const request = { url: "https://shop.example.test", goal: "List the lamps" };
const options = SimulatorOptions.parse({ seed: 7 });

function plan(seed: number, creationIndex: number) {
  return createRunPlan({ script: null, options: { ...options, seed }, request, creationIndex });
}

test("the seed and the creation index alone decide what a run without a script does", () => {
  expect(plan(7, 3)).toEqual(plan(7, 3));
  expect(plan(7, 3)).not.toEqual(plan(7, 4));
  expect(plan(7, 3)).not.toEqual(plan(8, 3));
});

test("the default shares of failed and missed runs and the range of durations hold over many runs", () => {
  const plans = Array.from({ length: 4000 }, (_, creationIndex) =>
    createRunPlan({ script: null, options, request, creationIndex }),
  );

  const share = (outcome: string) => plans.filter((plan) => plan.outcome === outcome).length / plans.length;
  const durations = plans.map((plan) => plan.duration_ms);
  expect(share("failed")).toBeCloseTo(0.08, 1.5);
  expect(share("goal_missed")).toBeCloseTo(0.08, 1.5);
  expect(share("completed")).toBeCloseTo(0.84, 1.5);
  expect(Math.min(...durations)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...durations)).toBeLessThanOrEqual(2000);
  expect(new Set(plans.map((plan) => plan.steps))).toEqual(new Set([2, 3, 4, 5, 6]));
});

test("a script without an outcome completes, and its other gaps come from the seed", () => {
  const scripted = createRunPlan({ script: { steps: 1 }, options, request, creationIndex: 0 });

  expect(scripted).toMatchObject({
    outcome: "completed",
    steps: 1,
    naming: "snake",
    error_form: "object",
    heartbeat_ms: 15_000,
  });
  expect(scripted.duration_ms).toBeGreaterThanOrEqual(500);
});

test("zero delay takes the duration from runs that do not script it", () => {
  const instant = { ...options, zero_delay: true };

  expect(createRunPlan({ script: null, options: instant, request, creationIndex: 0 }).duration_ms).toBe(0);
  expect(createRunPlan({ script: { duration_ms: 40 }, options: instant, request, creationIndex: 0 }).duration_ms).toBe(
    40,
  );
});

test("the request's own limits bound the run", () => {
  const limited = { ...request, agent_config: { max_steps: 3, max_duration_seconds: 2 } };

  expect(createRunPlan({ script: null, options, request: limited, creationIndex: 0 })).toMatchObject({
    max_steps: 3,
    run_limit_ms: 2000,
  });
});
