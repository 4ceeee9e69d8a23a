import { makeAutomation, makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldsOf, testApi } from "../test-api.ts";
import type { TestApi } from "../test-api.ts";

let db: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  db = await testDatabase();
  api = testApi(db);
});
afterAll(() => db.close());

const MISSING = 2_000_000_000;
const REQUEST = { url: "https://example.com", goal: "Find {{what}}" };
const idOf = (answer: { body: unknown }): number => (answer.body as { id: number }).id;

async function scenario() {
  const automation = await makeAutomation(db, { request: REQUEST });
  return makeScenario(db, { automation_id: automation.id });
}

describe("automations", () => {
  test("POST creates and says where", async () => {
    const answer = await api.call("POST /api/v1/automations", {
      name: "A",
      request: REQUEST,
      default_inputs: { what: "x" },
    });

    expect(answer).toMatchObject({ status: 201, body: { name: "A", variables: ["what"] } });
    expect(answer.headers.get("location")).toBe(`/api/v1/automations/${idOf(answer)}`);
  });

  test("POST refuses at the field", async () => {
    const answer = await api.call("POST /api/v1/automations", { name: "", gaol: 1 });

    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
    expect(fieldsOf(answer)).toEqual(["name", "gaol"]);
  });

  test("GET lists and gets; PATCH changes; DELETE deletes", async () => {
    const { id, name } = await makeAutomation(db);
    const path = `/api/v1/automations/${id}`;

    expect((await api.call(`GET /api/v1/automations?search=${encodeURIComponent(name)}`)).body).toMatchObject({
      data: [{ id }],
      next_cursor: null,
    });
    expect((await api.call(`GET ${path}`)).body).toMatchObject({ id, name });
    expect((await api.call(`PATCH ${path}`, { archived: true })).body).toMatchObject({
      archived_at: expect.any(String),
    });
    expect(await api.call(`DELETE ${path}`)).toMatchObject({ status: 204, body: "" });
    expect(await api.call(`GET ${path}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect((await api.call(`DELETE ${path}`)).status).toBe(404);
    expect((await api.call(`PATCH ${path}`, {})).status).toBe(404);
  });

  test("lists refuse what they do not know", async () => {
    const answer = await api.call("GET /api/v1/automations?limit=0&cursor=x&archived=maybe&color=red");

    expect(answer.status).toBe(422);
    expect(fieldsOf(answer).sort()).toEqual(["query.archived", "query.color", "query.cursor", "query.limit"]);
  });

  test("DELETE of one that is used says what hangs on it", async () => {
    const { automation_id } = await scenario();

    expect(await api.call(`DELETE /api/v1/automations/${automation_id}`)).toMatchObject({
      status: 409,
      body: { code: "has_dependents", details: { scenarios: 1, runs: 0 }, hint: expect.stringContaining("rchive") },
    });
  });
});

describe("scenarios", () => {
  test("POST creates, GET reads, PATCH changes, DELETE deletes", async () => {
    const automation = await makeAutomation(db, { request: REQUEST });
    const target = await makeTarget(db);

    const created = await api.call("POST /api/v1/scenarios", {
      name: "S",
      automation_id: automation.id,
      target_id: target.id,
      inputs_template: { what: 1 },
    });
    const path = created.headers.get("location") ?? "";

    expect(created).toMatchObject({
      status: 201,
      body: { automation_name: automation.name, target_name: target.name },
    });
    expect((await api.call(`GET ${path}`)).body).toEqual(created.body);
    expect((await api.call(`GET /api/v1/scenarios?automation_id=${automation.id}`)).body).toMatchObject({
      data: [{ id: idOf(created) }],
    });
    expect((await api.call(`PATCH ${path}`, { name: "T" })).body).toMatchObject({ name: "T" });
    expect((await api.call(`DELETE ${path}`)).status).toBe(204);
  });

  test("POST refuses missing and unknown things", async () => {
    const automation = await makeAutomation(db);

    expect(fieldsOf(await api.call("POST /api/v1/scenarios", {}))).toEqual(["name", "automation_id"]);
    expect(await api.call("POST /api/v1/scenarios", { name: "S", automation_id: MISSING })).toMatchObject({
      status: 404,
    });
    expect(
      await api.call("POST /api/v1/scenarios", { name: "S", automation_id: automation.id, inputs_template: { x: 1 } }),
    ).toMatchObject({
      status: 422,
      body: { code: "unknown_template_variable", fields: [{ field: "inputs_template.x" }] },
    });
    const nested = { name: "S", automation_id: automation.id, run_settings: { timeouts: { total_ms: 0 } } };
    const held = { name: "S", automation_id: automation.id, slos: ["success >= 0.9", "speed < 3"] };
    expect(await api.call("POST /api/v1/scenarios", held)).toMatchObject({
      status: 422,
      body: { fields: [{ field: "slos.1", message: expect.stringContaining('"speed" is no metric of a run') }] },
    });
    expect(fieldsOf(await api.call("POST /api/v1/scenarios", nested))).toEqual(["run_settings.timeouts.total_ms"]);
  });
});

describe("targets", () => {
  test("POST creates, GET reads, PATCH makes it the default, DELETE then refuses", async () => {
    const created = await api.call("POST /api/v1/targets", {
      name: "T",
      base_url: "https://example.com",
      credential: "env:KEY",
    });
    const path = created.headers.get("location") ?? "";

    expect(created).toMatchObject({
      status: 201,
      body: { simulated: false, prices: { version: 1, usd_per_step: null } },
    });
    expect((await api.call(`GET ${path}`)).body).toEqual(created.body);
    expect((await api.call("GET /api/v1/targets")).status).toBe(200);
    expect((await api.call(`PATCH ${path}`, { is_default: true })).body).toMatchObject({ is_default: true });
    expect(await api.call(`DELETE ${path}`)).toMatchObject({ status: 409, body: { code: "conflict" } });
    const other = await makeTarget(db);
    expect((await api.call(`DELETE /api/v1/targets/${other.id}`)).status).toBe(204);
  });

  test.each([
    ["a secret itself", { credential: "sk-123" }, "credential"],
    ["one of the server's own secrets", { credential: "env:TFBENCH_ACCESS_TOKEN" }, "credential"],
    ["an address with a password", { base_url: "https://a:b@example.com" }, "base_url"],
    ["an address of a file", { base_url: "file:///etc/passwd" }, "base_url"],
  ])("POST refuses %s", async (_name, changes, field) => {
    expect(
      fieldsOf(await api.call("POST /api/v1/targets", { name: "T", base_url: "https://example.com", ...changes })),
    ).toEqual([field]);
  });
});

describe("runs", () => {
  const trigger = async (body: object = {}, headers: Record<string, string> = {}) =>
    api.call(
      "POST /api/v1/runs/trigger",
      { scenario_id: (await scenario()).id, inputs: { what: "it" }, ...body },
      headers,
    );

  test("a trigger answers 202 with the run, its batch and where it is", async () => {
    const answer = await trigger();

    expect(answer).toMatchObject({ status: 202, body: { status: "queued", count: 1, batch: { status: "queued" } } });
    expect(answer.headers.get("location")).toBe(`/api/v1/runs/${idOf(answer)}`);
    expect(answer.headers.get("idempotency-replayed")).toBeNull();
  });

  test("a trigger of several is found at its batch", async () => {
    const answer = await trigger({ count: 2 });

    expect(answer.headers.get("location")).toBe(`/api/v1/batches/${(answer.body as { batch_id: number }).batch_id}`);
  });

  test("a repeated trigger says that it is one", async () => {
    const { id } = await scenario();
    const send = () =>
      api.call(
        "POST /api/v1/runs/trigger",
        { scenario_id: id, inputs: { what: "it" } },
        { "idempotency-key": "key-1" },
      );

    const [first, second] = [await send(), await send()];

    expect(second).toMatchObject({ status: 202, body: first.body as object });
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    const mismatch = await trigger({}, { "idempotency-key": "key-1" });
    expect(mismatch).toMatchObject({ status: 409, body: { code: "idempotency_mismatch" } });
  });

  test.each([
    ["no scenario", { scenario_id: undefined }, ["scenario_id"]],
    ["a count out of range", { count: 10_001 }, ["count"]],
    ["a count that is no number", { count: "2" }, ["count"]],
    ["an unknown field", { amount: 2 }, ["amount"]],
    ["an input name nobody could write", { inputs: { "a b": 1 } }, ["inputs.a b"]],
    ["a label with NUL", { labels: { a: "\u0000" } }, ["labels.a"]],
  ])("a trigger with %s is refused at the field", async (_name, body, fields) => {
    const answer = await trigger(body);

    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(fields);
  });

  test.each(["", "a b", "é", "x".repeat(256)])("the idempotency key %j is refused", async (key) => {
    const answer = await trigger({}, { "idempotency-key": key });

    expect(fieldsOf(answer)).toEqual(["header.idempotency-key"]);
  });

  test("lists take filters, sorts and cursors", async () => {
    const made = await makeBatch(db, { runs: 3, run_status: "completed" });
    const path = `/api/v1/runs?batch_id=${made.id}&status=completed&status=timeout&sort=id&limit=2&from=2020-01-01T00:00:00%2B02:00`;

    const first = (await api.call(`GET ${path}`)).body as { data: { id: number }[]; next_cursor: string };
    const second = (await api.call(`GET ${path}&cursor=${first.next_cursor}`)).body as {
      data: { id: number }[];
      next_cursor: null;
    };

    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.run_ids);
    expect(second.next_cursor).toBeNull();
    expect((await api.call(`GET /api/v1/runs?cursor=${first.next_cursor}`)).status).toBe(422);
  });

  test("lists refuse what they do not know", async () => {
    const answer = await api.call(
      "GET /api/v1/runs?status=done&scenario_id=x&from=yesterday&sort=name&limit=201&batch_id=1&batch_id=2",
    );

    expect(fieldsOf(answer).sort()).toEqual([
      "query.batch_id",
      "query.from",
      "query.limit",
      "query.scenario_id.0",
      "query.sort",
      "query.status.0",
    ]);
  });

  test("a run is read, cancelled once and for all, and run again", async () => {
    const id = idOf(await trigger());

    expect((await api.call(`GET /api/v1/runs/${id}`)).body).toMatchObject({ id, request: { goal: "Find it" } });
    expect(await api.call(`POST /api/v1/runs/${id}/cancel`)).toMatchObject({
      status: 202,
      body: { status: "cancelled", cancelled_by: "user" },
    });
    const rerun = await api.call(`POST /api/v1/runs/${id}/rerun`);
    expect(rerun).toMatchObject({ status: 202, body: { rerun_of: id } });
    expect(rerun.headers.get("location")).toBe(`/api/v1/runs/${idOf(rerun)}`);
    expect((await api.call(`POST /api/v1/runs/${id}/rerun`, { confirm: true })).status).toBe(202);
    expect(fieldsOf(await api.call(`POST /api/v1/runs/${id}/rerun`, { count: 2 }))).toEqual(["count"]);
  });

  test("a run that ended is not cancelled", async () => {
    const made = await makeBatch(db, { run_status: "completed" });

    expect(await api.call(`POST /api/v1/runs/${made.run_ids[0]}/cancel`)).toMatchObject({
      status: 409,
      body: { code: "not_cancellable" },
    });
  });

  test("events come in pages", async () => {
    const made = await makeBatch(db, {});
    const id = made.run_ids[0] ?? 0;
    for (const seq of [0, 1, 2])
      await db.query("INSERT INTO run_events VALUES ($1, $2, $3, 'PROGRESS', 4, '{\"a\"')", [id, seq, seq * 10]);

    const first = await api.call(`GET /api/v1/runs/${id}/events?limit=2`);
    const second = await api.call(`GET /api/v1/runs/${id}/events?cursor=1`);

    expect(first.body).toEqual({
      data: [0, 1].map((seq) => ({ seq, offset_ms: seq * 10, kind: "PROGRESS", bytes: 4, data: '{"a"' })),
      next_cursor: "1",
    });
    expect(second.body).toMatchObject({ data: [{ seq: 2 }], next_cursor: null });
    expect(fieldsOf(await api.call(`GET /api/v1/runs/${id}/events?cursor=-1`))).toEqual(["query.cursor"]);
  });

  test.each([
    "GET /api/v1/runs/ID",
    "GET /api/v1/runs/ID/events",
    "GET /api/v1/runs/ID/stream",
    "POST /api/v1/runs/ID/cancel",
    "POST /api/v1/runs/ID/rerun",
  ])("%s of a run that does not exist is not found", async (line) => {
    expect(await api.call(line.replace("ID", String(MISSING)))).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  });
});

describe("batches", () => {
  test("POST creates, GET reads with the plan, the list finds it, cancel ends it", async () => {
    const { id: scenario_id } = await scenario();

    const created = await api.call("POST /api/v1/batches", { scenario_id, count: 2, inputs: { what: "it" } });
    const path = created.headers.get("location") ?? "";

    expect(created).toMatchObject({ status: 202, body: { counts: { queued: 2 } } });
    expect((await api.call(`GET ${path}`)).body).toMatchObject({
      id: idOf(created),
      plan: { request: { goal: "Find it" } },
      summary: null,
    });
    expect((await api.call(`GET /api/v1/batches?scenario_id=${scenario_id}&status=queued`)).body).toMatchObject({
      data: [{ id: idOf(created) }],
    });
    expect(await api.call(`POST ${path}/cancel`)).toMatchObject({ status: 202, body: { status: "cancelled" } });
    expect((await api.call(`POST ${path}/cancel`)).status).toBe(202);
  });

  test("what is unknown is refused", async () => {
    expect(fieldsOf(await api.call("POST /api/v1/batches", {}))).toEqual(["scenario_id"]);
    expect(fieldsOf(await api.call("GET /api/v1/batches?status=done"))).toEqual(["query.status.0"]);
    for (const line of ["GET /api/v1/batches/ID", "POST /api/v1/batches/ID/cancel", "GET /api/v1/batches/ID/stream"]) {
      expect((await api.call(line.replace("ID", String(MISSING)))).status).toBe(404);
    }
  });
});

describe("dashboard and health", () => {
  test("the figures of a period are answered", async () => {
    expect(await api.call("GET /api/v1/dashboard/kpis?period=7d&origin=simulated")).toMatchObject({
      status: 200,
      body: { origin: "simulated" },
    });
  });

  test("a period that is none is refused", async () => {
    expect(fieldsOf(await api.call("GET /api/v1/dashboard/kpis?period=2y"))).toEqual(["query.period"]);
    expect(
      (await api.call("GET /api/v1/dashboard/kpis?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).status,
    ).toBe(422);
  });

  test("health says at least that the system is healthy and in mock mode", async () => {
    expect(await api.call("GET /health")).toMatchObject({
      status: 200,
      body: { status: "healthy", mock_mode: true, version: "0.0.0" },
    });
  });
});

describe("system", () => {
  test("GET /system describes the installation; /audit-log lists changes and refuses what it does not know", async () => {
    const created = await api.call("POST /api/v1/automations", { name: "audited", request: REQUEST });

    expect(await api.call("GET /api/v1/system")).toMatchObject({
      status: 200,
      body: { version: "0.0.0", settings: [], checks: expect.any(Array) },
    });
    expect(await api.call(`GET /api/v1/audit-log?noun=automation&noun_id=${idOf(created)}`)).toMatchObject({
      status: 200,
      body: { data: [{ action: "create", actor: "api" }], next_cursor: null },
    });
    expect(fieldsOf(await api.call("GET /api/v1/audit-log?noun=A%20B&noun_id=0"))).toEqual([
      "query.noun",
      "query.noun_id",
    ]);
  });
});

describe("analysis", () => {
  test("GET /dashboard/trends says what changed and refuses a period that is none", async () => {
    expect(await api.call("GET /api/v1/dashboard/trends?period=7d&origin=real")).toMatchObject({
      status: 200,
      body: { origin: "real", findings: [], changes: { success: { verdict: "too_few" } } },
    });
    expect(fieldsOf(await api.call("GET /api/v1/dashboard/trends?period=2y"))).toEqual(["query.period"]);
  });

  test("GET /runs/{id}/context ranks a run; one that does not exist is not found", async () => {
    const { run_ids } = await makeBatch(db, { runs: 1, run_status: "completed" });

    expect(await api.call(`GET /api/v1/runs/${run_ids[0]}/context`)).toMatchObject({
      status: 200,
      body: { n: 0, total: { rank_share: null } },
    });
    expect((await api.call(`GET /api/v1/runs/${MISSING}/context`)).status).toBe(404);
  });

  test("GET /scenarios/{id}/report reports a period; what it does not know is refused", async () => {
    const { id } = await scenario();

    expect(await api.call(`GET /api/v1/scenarios/${id}/report?period=30d&origin=sample`)).toMatchObject({
      status: 200,
      body: { scenario_id: id, origin: "sample", headline: "No run has finished." },
    });
    expect(fieldsOf(await api.call(`GET /api/v1/scenarios/${id}/report?period=2y&target_id=x`))).toEqual([
      "query.period",
      "query.target_id",
    ]);
    expect((await api.call(`GET /api/v1/scenarios/${MISSING}/report`)).status).toBe(404);
  });

  test("GET /batches/{id}/report reports a batch; one that does not exist is not found", async () => {
    const { id } = await makeBatch(db, { runs: 2, run_status: "completed" });

    expect(await api.call(`GET /api/v1/batches/${id}/report`)).toMatchObject({
      status: 200,
      body: { batch_id: id, is_preliminary: true, reproduce: { server_version: "0.0.0" } },
    });
    expect((await api.call(`GET /api/v1/batches/${MISSING}/report`)).status).toBe(404);
  });
});
