import { ensureBuiltinTargets } from "@tfbench/services";
import type { Context } from "@tfbench/services";
import { makeAutomation, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, NO_PROVIDERS, testApi } from "../test-api.ts";
import type { TestApi } from "../test-api.ts";

const SIMULATOR_URL = "http://127.0.0.1:8010";
const MISSING = 2_000_000_000;
let db: TestDatabase;
let api: TestApi;
const tested: unknown[] = [];
beforeAll(async () => {
  db = await testDatabase();
  const providers: Context["providers"] = {
    ...NO_PROVIDERS,
    testTarget: async (target) => {
      tested.push(target);
      return { ok: true, steps: [{ name: "resolve", ok: true, ms: 0.4, sentence: "It is here." }] };
    },
  };
  api = testApi(db, { providers });
  const settings = { mock_mode: true, simulator_url: SIMULATOR_URL, now: () => new Date() };
  const queue = { send: () => Promise.resolve() };
  await ensureBuiltinTargets(
    { db, queue, project_id: 1, actor: "test", request_id: null, settings, providers },
    { simulator_url: SIMULATOR_URL, tinyfish_base_url: "https://agent.tinyfish.ai", mock_mode: true },
  );
});
afterAll(() => db.close());

test("samples are listed, loaded once and removed step by step", async () => {
  expect(await api.call("POST /api/v1/samples/too_few")).toMatchObject({
    status: 200,
    body: { is_new: true, runs: 4 },
  });
  expect((await api.call("POST /api/v1/samples/too_few")).body).toMatchObject({ is_new: false });
  expect((await api.call("GET /api/v1/samples")).body).toMatchObject({ loaded_runs: 4 });
  expect(await api.call("POST /api/v1/samples/remove", { limit: 10 })).toMatchObject({
    status: 200,
    body: { removed_runs: 4, remaining_runs: 0 },
  });
  expect((await api.call("POST /api/v1/samples/remove")).body).toEqual({ removed_runs: 0, remaining_runs: 0 });
});

test("a shape there is not and a limit that is too high are refused", async () => {
  const unknown = await api.call("POST /api/v1/samples/large");
  const tooMany = await api.call("POST /api/v1/samples/remove", { limit: 5_001 });

  expect([unknown.status, fieldsOf(unknown)]).toEqual([422, ["path.shape"]]);
  expect([tooMany.status, fieldsOf(tooMany)]).toEqual([422, ["limit"]]);
});

test("a preview is given for a scenario, and refused for nothing at all", async () => {
  const automation = await makeAutomation(db, { request: { url: "https://a.example", goal: "Find {{what}}" } });
  const scenario = await makeScenario(db, { automation_id: automation.id });

  const answer = await api.call("POST /api/v1/runs/preview", { scenario_id: scenario.id });
  const nothing = await api.call("POST /api/v1/runs/preview", {});

  expect(answer).toMatchObject({ status: 200, body: { missing_names: ["what"], body: { goal: "Find {{what}}" } } });
  expect([nothing.status, fieldsOf(nothing)]).toEqual([422, ["scenario_id"]]);
  expect((await api.call("POST /api/v1/runs/preview", { scenario_id: MISSING })).status).toBe(404);
});

test("a target is tested by its id, or before it is stored", async () => {
  const { id, name } = await makeTarget(db);
  const draft = { name: "new", base_url: "https://b.example" };

  expect(await api.call(`POST /api/v1/targets/${id}/test`)).toMatchObject({ status: 200, body: { ok: true } });
  expect(await api.call("POST /api/v1/targets/test", draft)).toMatchObject({ status: 200, body: { ok: true } });
  expect(tested).toMatchObject([{ name }, draft]);
});

test("a target that is missing or not valid is refused", async () => {
  const invalid = await api.call("POST /api/v1/targets/test", { name: "new", base_url: "ftp://b.example" });

  expect((await api.call(`POST /api/v1/targets/${MISSING}/test`)).status).toBe(404);
  expect([invalid.status, fieldsOf(invalid)]).toEqual([422, ["base_url"]]);
});
