import { Sweep } from "@tfbench/contracts";
import { makeAutomation, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, testApi } from "../test-api.ts";
import type { TestApi } from "../test-api.ts";

let db: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  db = await testDatabase();
  api = testApi(db);
});
afterAll(() => db.close());

const LOAD = { kind: "closed", runs: 100, concurrency: 1, start_spread_ms: 0 };
const SEARCH = { low: 1, high: 8, slos: ["success >= 0.9"] };

async function endpoint(): Promise<number> {
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const made = (answer: { body: unknown }) => (answer.body as { id: number }).id;
  const automation = made(await api.call("POST /api/v1/automations", { name: "chat", provider: "openai", request }));
  const address = { name: "far", provider: "openai", base_url: "http://127.0.0.1:1", simulated: true };
  const target = made(await api.call("POST /api/v1/targets", { ...address, name: crypto.randomUUID() }));
  return (await makeScenario(db, { automation_id: automation, target_id: target })).id;
}

test("POST begins a search, GET says how far it is, and cancelling ends it with what it came to", async () => {
  const body = { scenario_id: await endpoint(), load: LOAD, search: SEARCH };

  const begun = await api.call("POST /api/v1/sweeps", body);

  const { id, search } = Sweep.parse(begun.body);
  expect(begun).toMatchObject({ status: 202, body: { status: "queued", levels: [{ level: 1 }] } });
  expect(begun.headers.get("location")).toBe(`/api/v1/sweeps/${id}`);
  expect(search).toMatchObject({ confidence: 0.95, loads_per_level: 3, tried: [{ level: 1, verdict: null }] });
  expect(await api.call(`POST /api/v1/sweeps/${id}/cancel`)).toMatchObject({
    status: 202,
    body: {
      status: "cancelled",
      search: { ended: "cancelled", sentence: expect.stringContaining("was ended before") },
    },
  });
  expect((await api.call(`GET /api/v1/sweeps/${id}`)).body).toMatchObject({ search: { tried: [{ verdict: "cut" }] } });
  expect((await api.call("GET /api/v1/sweeps")).body).toMatchObject({ data: [{ id, search: { low: 1, high: 8 } }] });
  expect(await api.call(`POST /api/v1/sweeps/${id}/cancel`)).toMatchObject({ status: 409 });
});

test.each([
  [{ search: { ...SEARCH, low: 9 } }, ["search.high"]],
  [{ search: { ...SEARCH, slos: ["fast"] } }, ["search.slos.0"]],
  [{ search: { ...SEARCH, confidence: 0.4, looks: 3 } }, ["search.confidence", "search.looks"]],
  [{ search: SEARCH, levels: [1, 2] }, ["levels"]],
  [{}, ["levels"]],
  [{ search: { low: 1, high: 8 } }, ["search.slos"]],
])("POST refuses at the field: %j", async (changes, fields) => {
  const answer = await api.call("POST /api/v1/sweeps", { scenario_id: await endpoint(), load: LOAD, ...changes });

  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
  expect(fieldsOf(answer)).toEqual(fields);
});

test("a sweep of agents is refused", async () => {
  const automation = await makeAutomation(db);
  const target = await makeTarget(db);
  const { id: scenario_id } = await makeScenario(db, { automation_id: automation.id, target_id: target.id });

  const answer = await api.call("POST /api/v1/sweeps", { scenario_id, load: LOAD, search: SEARCH });

  expect(fieldsOf(answer)).toEqual(["scenario_id"]);
});
