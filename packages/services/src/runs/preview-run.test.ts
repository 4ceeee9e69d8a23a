import { PreviewRun } from "@tfbench/contracts";
import type { BatchPlan } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { SIMULATOR_URL, testContext } from "../test-context.ts";
import { previewRun } from "./preview-run.ts";

let db: TestDatabase;
let ctx: Context & { sent: unknown[] };
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await ensureBuiltinTargets(ctx, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
});
afterAll(() => db.close());

const REQUEST = { url: "{{url}}", goal: "Read {{what}}" };
const preview = (input: unknown) => previewRun(ctx, PreviewRun.parse(input));

test("a stored scenario is shown with the inputs of all three layers, on the target it names", async () => {
  const automation = await makeAutomation(db, {
    request: REQUEST,
    default_inputs: { url: "https://a.example", what: "x" },
  });
  const target = await makeTarget(db, { name: "Staging", credential: "env:STAGING_KEY" });
  const scenario = await makeScenario(db, {
    automation_id: automation.id,
    target_id: target.id,
    inputs_template: { what: "prices" },
  });

  const shown = await preview({ scenario_id: scenario.id, inputs: { url: "https://b.example" } });

  expect(shown).toMatchObject({
    body: { url: "https://b.example", goal: "Read prices" },
    headers: { "x-key": "env:STAGING_KEY, hidden" },
    runs_on: { target_id: target.id, name: "Staging" },
    unknown_names: [],
    missing_names: [],
  });
  expect(shown.curl).toContain('-H "x-key: $STAGING_KEY"');
});

test("names without a value stand as they are written, names nobody uses are told, and neither is refused", async () => {
  const shown = await preview({
    automation: { request: REQUEST, default_inputs: { wat: 1 } },
    inputs_template: { what: "prices" },
  });

  expect(shown).toMatchObject({
    body: { url: "{{url}}", goal: "Read prices" },
    unknown_names: ["wat"],
    missing_names: ["url"],
    runs_on: { name: "Simulator", origin: "simulated" },
  });
});

const CHAT = { provider: "openai", request: { model: "m", messages: [{ role: "user", content: "hi" }] } };

test("an endpoint without a target is shown on the default of its provider, and where there is none it is asked for", async () => {
  const shown = await preview({ automation: CHAT });
  const refused = preview({
    automation: { provider: "anthropic", request: { ...CHAT.request, max_tokens: 5 } },
  });

  expect(shown.runs_on).toMatchObject({ name: "Simulator (LLM)", origin: "simulated" });
  await expect(refused).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("no default target of anthropic"),
    fields: [{ field: "target_id" }],
  });
});

test("the tokens of a prompt are counted in what would be sent, and agents have none", async () => {
  const [chat, agent] = [await preview({ automation: CHAT }), await preview({ automation: { request: REQUEST } })];

  expect(chat.input_tokens).toBe(JSON.stringify(chat.body).length);
  expect(agent.input_tokens).toBeNull();
});

test("nothing is written or sent", async () => {
  const count = () =>
    db.query("SELECT (SELECT count(*) FROM batches) AS batches, (SELECT count(*) FROM audit_log) AS audits");
  const before = await count();

  await preview({ automation: { request: REQUEST } });
  await preview({ automation: { request: REQUEST } });

  expect(await count()).toEqual(before);
  expect(ctx.sent).toEqual([]);
});

test("the estimate counts with the median of earlier real runs, else with the most steps the request allows", async () => {
  const request = { url: "https://a.example", goal: "g", agent_config: { max_steps: 40 } };
  const automation = await makeAutomation(db, { request });
  const scenario = await makeScenario(db, { automation_id: automation.id });

  const unknown = await preview({ scenario_id: scenario.id, count: 10 });
  const { run_ids } = await makeBatch(db, { scenario, runs: 3 });
  await db.query("UPDATE runs SET origin = 'real', steps = 5 WHERE id = ANY($1)", [run_ids]);
  const known = await preview({ scenario_id: scenario.id, count: 10 });

  expect(unknown).toMatchObject({ steps_per_run: 40, steps_are: "limit", estimated_cost_usd: 6.4 });
  expect(known).toMatchObject({ steps_per_run: 5, steps_are: "median", estimated_cost_usd: 0.8 });
});

test("a price nobody knows gives no estimate, not zero", async () => {
  const target = await makeTarget(db, { usd_per_step: null });

  const shown = await preview({
    automation: { request: { url: "https://a.example", goal: "g" } },
    target_id: target.id,
  });

  expect(shown.estimated_cost_usd).toBeNull();
});

test.each<[string, object, string]>([
  ["a field the provider does not know", { url: "https://a.example", goal: "g", gaol: 1 }, "automation.request.gaol"],
  ["braces that begin no place", { url: "https://a.example", goal: "{{a b}}" }, "automation.request.goal"],
  ["a value that makes no address", { url: "{{where}}", goal: "g" }, "automation.request.url"],
])("%s is refused at its field", async (_, request, field) => {
  const input = { automation: { request, default_inputs: { where: "nowhere" } } };

  await expect(preview(input)).rejects.toMatchObject({ code: "invalid_input", fields: [{ field }] });
});

test("what does not exist or is in the archive is refused as a trigger would be", async () => {
  const scenario = await makeScenario(db, { archived_at: new Date().toISOString() });

  await expect(preview({ scenario_id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
  await expect(preview({ automation: { request: REQUEST }, target_id: 2_000_000_000 })).rejects.toMatchObject({
    code: "not_found",
    fields: [{ field: "target_id" }],
  });
  await expect(preview({ scenario_id: scenario.id })).rejects.toMatchObject({ code: "conflict" });
});

test("a preview is of a scenario or of an automation, and says so at the field", () => {
  const fieldsOf = (input: unknown) => PreviewRun.safeParse(input).error?.issues.map(({ path }) => path.join("."));

  expect(fieldsOf({})).toEqual(["scenario_id"]);
  expect(fieldsOf({ scenario_id: 1, automation: { request: {} }, target_id: 1 })).toEqual(["automation", "target_id"]);
});

test("the settings of a scenario that is still being written count", async () => {
  const plans: BatchPlan[] = [];
  const watching: Context = {
    ...ctx,
    providers: {
      ...ctx.providers,
      describeRequest: (plan) => {
        plans.push(plan);
        return ctx.providers.describeRequest(plan);
      },
    },
  };
  const input = { automation: { request: REQUEST }, run_settings: { transport: "async", timeouts: { total_ms: 5 } } };

  const shown = await previewRun(watching, PreviewRun.parse(input));

  expect(plans[0]?.settings.transport).toBe("async");
  expect(shown.timeouts).toMatchObject({ total_ms: 5, connect_ms: 10_000 });
});
