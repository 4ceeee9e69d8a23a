import { ApiProblem } from "@tfbench/client";
import type { RunPreview } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { dryRunProblems, prepareDryRun } from "./prepare-dry-run.ts";

const preview: RunPreview = {
  method: "POST",
  url: "https://agent.example/v1/automation/run-sse",
  headers: { "x-api-key": "env:A_KEY, hidden" },
  body: { url: "{{url}}", goal: "Read" },
  runs_on: { target_id: 1, name: "TinyFish", origin: "real" },
  timeouts: { connect_ms: 1, headers_ms: 1, first_event_ms: 1, idle_ms: 1, total_ms: 1 },
  count: 10,
  estimated_cost_usd: 0.8,
  usd_per_step: 0.016,
  steps_per_run: 5,
  steps_are: "median",
  input_tokens: null,
  unknown_names: [],
  missing_names: [],
  curl: "curl",
};

test("an estimate is said with what it rests on, and an upper bound as one", () => {
  expect(prepareDryRun(preview, "agents").cost).toBe(
    "About $0.800: 10 runs x 5 steps x $0.0160, the steps as in earlier runs.",
  );
  expect(
    prepareDryRun({ ...preview, steps_are: "limit", steps_per_run: 150, estimated_cost_usd: 24 }, "agents").cost,
  ).toBe("At most $24.00: 10 runs x 150 steps x $0.0160, the most steps a run is allowed.");
});

test("a simulator charges nothing, which is said first", () => {
  const simulated = { ...preview, runs_on: { ...preview.runs_on, origin: "simulated" as const } };

  expect(prepareDryRun(simulated, "agents").cost).toMatch(/^Nothing on a simulator; at this price about \$0\.800: /);
});

test("a price that is not known is no zero", () => {
  expect(prepareDryRun({ ...preview, estimated_cost_usd: null, usd_per_step: null }, "agents").cost).toBe(
    "Cost not known: the target names no price.",
  );
});

test("an endpoint charges by tokens, and no step is spoken of", () => {
  const unknown = { ...preview, estimated_cost_usd: null, usd_per_step: null };
  const costs = [unknown, { ...unknown, runs_on: { ...preview.runs_on, origin: "simulated" as const } }, preview];

  expect(costs.map((each) => prepareDryRun(each, "endpoints").cost)).toEqual([
    "Cost not known beforehand: an endpoint charges by tokens.",
    "Nothing on a simulator; a real endpoint charges by tokens.",
    "About $0.800 for 10 runs, by the target's prices of tokens.",
  ]);
});

test("how long a prompt is is about right, and not said where there is none", () => {
  expect(prepareDryRun({ ...preview, input_tokens: 1_204 }, "endpoints").prompt).toBe(
    "About 1,204 tokens, by the o200k vocabulary; other models count otherwise.",
  );
  expect(prepareDryRun(preview, "agents").prompt).toBeNull();
});

test("names without a value and names nobody uses are told apart", () => {
  expect(
    prepareDryRun({ ...preview, missing_names: ["url", "to"], unknown_names: ["ulr"] }, "agents").problems,
  ).toEqual(["No value yet for url, to: give one in the inputs.", "Not used by the request: ulr."]);
});

test("why there is no request is told by the names that stand in the form", () => {
  const refusal = new ApiProblem({
    code: "invalid_input",
    status: 422,
    message: "The request is not one the provider accepts.",
    hint: null,
    fields: [{ field: "automation.request.goal", message: "is required" }],
    details: null,
    request_id: "r",
  });

  expect(dryRunProblems(refusal, {})).toEqual([
    "The request is not one the provider accepts.",
    "Request: goal is required",
  ]);
});
