import { CreateAutomation, CreateBatch, CreateScenario, CreateTarget } from "@tfbench/contracts";
import type { JsonObject, Provider } from "@tfbench/contracts";
import { makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAutomation } from "../automations/create-automation.ts";
import { createScenario } from "../scenarios/create-scenario.ts";
import { createTarget } from "../targets/create-target.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { SIMULATOR_URL, testContext } from "../test-context.ts";
import { createBatch } from "./create-batch.ts";
import { getBatch } from "./get-batch.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const MESSAGES = [{ role: "user", content: "{{prompt}}" }];
const REQUESTS: [Provider, JsonObject][] = [
  ["openai", { model: "m", messages: MESSAGES, temperature: 0, extra_body: { ignore_eos: true } }],
  ["openai", { model: "m", prompt: "{{prompt}}" }],
  ["anthropic", { model: "m", max_tokens: 100, messages: MESSAGES }],
  ["http_sse", { path: "/ask", body: { q: "{{prompt}}" }, stream: { content: "$.choices[0].text" } }],
];

test.each(REQUESTS)("an automation of %s is kept, and triggered with its places filled", async (provider, request) => {
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider, request }));
  const input = CreateTarget.parse({ name: "far", provider, base_url: "http://127.0.0.1:1/v1", simulated: true });
  const target = await createTarget(ctx, input);
  const scenario = await makeScenario(db, {
    automation_id: automation.id,
    target_id: target.id,
    run_settings: { concurrency: 3 },
  });

  const { batch } = await createBatch(
    ctx,
    CreateBatch.parse({ scenario_id: scenario.id, count: 5, inputs: { prompt: "hi" } }),
  );

  expect(automation).toMatchObject({ provider, variables: ["prompt"] });
  expect(batch).toMatchObject({ provider, run_count: 5, load: { kind: "closed", runs: 5, concurrency: 3 } });
  const { plan } = await getBatch(ctx, batch.id);
  expect(JSON.stringify(plan.request)).toContain('"hi"');
});

test("a trigger's load and seed are frozen with its plan, with as many runs as the load makes", async () => {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider: "openai", request }));
  const input = CreateTarget.parse({
    name: "far",
    provider: "openai",
    base_url: "http://127.0.0.1:1",
    simulated: true,
  });
  const target = await createTarget(ctx, { ...input, limits: { max_in_flight: 4 } });
  const scenario = await makeScenario(db, { automation_id: automation.id, target_id: target.id });
  const load = { kind: "poisson", rate_per_second: 10, runs: 30 };

  const { batch } = await createBatch(ctx, CreateBatch.parse({ scenario_id: scenario.id, load, seed: 11 }));

  const { plan, counts } = await getBatch(ctx, batch.id);
  expect(plan).toMatchObject({ load: { ...load, max_in_flight: 4, on_full: "wait" }, seed: 11, run_count: 30 });
  expect(counts.queued).toBe(30);
  expect(await db.query("SELECT slots FROM batches WHERE id = $1", [batch.id])).toEqual([{ slots: 4 }]);
});

test("a scenario of an endpoint that leaves its target open runs on the default of its provider", async () => {
  await ensureBuiltinTargets(ctx, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider: "openai", request }));
  const named = CreateScenario.parse({ name: "chat", automation_id: automation.id });

  const scenario = await createScenario(ctx, named);
  const { batch } = await createBatch(ctx, CreateBatch.parse({ scenario_id: scenario.id }));

  expect(scenario).toMatchObject({ target_id: null, target_name: "Simulator (LLM)" });
  expect(batch).toMatchObject({ target_name: "Simulator (LLM)", provider: "openai", origin: "simulated" });
});

test("a scenario cannot be given a target of another provider", async () => {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider: "openai", request }));
  const agents = await createTarget(ctx, CreateTarget.parse({ name: "agents", base_url: "http://127.0.0.1:1" }));

  const created = createScenario(
    ctx,
    CreateScenario.parse({ name: "chat", automation_id: automation.id, target_id: agents.id }),
  );

  await expect(created).rejects.toMatchObject({ code: "conflict", fields: [{ field: "target_id" }] });
});

test("an automation on a target of another provider is refused", async () => {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider: "openai", request }));
  const scenario = await makeScenario(db, { automation_id: automation.id });

  const triggered = createBatch(ctx, CreateBatch.parse({ scenario_id: scenario.id }));

  await expect(triggered).rejects.toMatchObject({ code: "conflict", hint: expect.stringContaining("provider") });
});

test("a budget in dollars needs a target whose prices are known, and is frozen with the plan", async () => {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider: "openai", request }));
  const trigger = async (prices: object) => {
    const far = { name: "far", provider: "openai", base_url: "http://127.0.0.1:1", simulated: true };
    const target = await createTarget(ctx, CreateTarget.parse({ ...far, prices }));
    const scenario = await makeScenario(db, { automation_id: automation.id, target_id: target.id });
    return createBatch(ctx, CreateBatch.parse({ scenario_id: scenario.id, count: 5, budget: { max_usd: 2 } }));
  };

  const { batch } = await trigger({ usd_per_million_input_tokens: 1, usd_per_million_output_tokens: 2 });

  expect((await getBatch(ctx, batch.id)).plan.budget).toEqual({ max_usd: 2 });
  await expect(trigger({ usd_per_million_input_tokens: 1 })).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ field: "budget.max_usd" }],
  });
});

const WRONG: [Provider, JsonObject, string][] = [
  ["openai", { model: "m" }, "request.messages"],
  ["openai", { messages: MESSAGES }, "request.model"],
  ["openai", { model: "m", messages: MESSAGES, prompt: "x" }, "request.messages"],
  ["openai", { model: "m", messages: MESSAGES, stream: false }, "request.stream"],
  ["anthropic", { model: "m", messages: MESSAGES }, "request.max_tokens"],
  ["http_sse", { stream: { content: "$.choices[*].text" } }, "request.stream.content"],
  ["http_sse", {}, "request.stream"],
];

test.each(WRONG)("a request that %s cannot take is refused by its field", async (provider, request, field) => {
  const created = createAutomation(ctx, CreateAutomation.parse({ name: "chat", provider, request }));

  await expect(created).rejects.toMatchObject({
    code: "invalid_input",
    fields: expect.arrayContaining([expect.objectContaining({ field })]),
  });
});

test("an open load without a ceiling may have all of its runs open at once, however many", async () => {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(
    ctx,
    CreateAutomation.parse({ name: "burst", provider: "openai", request }),
  );
  const base_url = "http://127.0.0.1:1";
  const input = CreateTarget.parse({ name: "near", provider: "openai", base_url, simulated: true });
  const target = await createTarget(ctx, input);
  const { id: scenario_id } = await makeScenario(db, { automation_id: automation.id, target_id: target.id });
  const load = { kind: "burst", runs_per_burst: 1_500, every_ms: 1_000, runs: 1_500 };

  const { batch } = await createBatch(ctx, CreateBatch.parse({ scenario_id, load }));

  expect(await db.query("SELECT slots FROM batches WHERE id = $1", [batch.id])).toEqual([{ slots: 1_500 }]);
});
