import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { parse } from "csv-parse/sync";
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

const RUNS = "/api/v1/runs";
const MISSING = 2_000_000_000;

describe("the list", () => {
  test("takes several keys and the filters of its own, and pages forth and back", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    for (let batch_index = 0; batch_index < 3; batch_index += 1)
      await makeRun(db, { batch, batch_index, status: "completed", total_duration_ms: batch_index, tags: ["x"] });
    const query = `batch_id=${batch.id}&tag=x&min_total_duration_ms=0.5&sort=status,-total_duration_ms&limit=1`;

    const first = await api.call(`GET ${RUNS}?${query}`);
    const { next_cursor } = first.body as { next_cursor: string };
    const second = await api.call(`GET ${RUNS}?${query}&cursor=${next_cursor}`);
    const { prev_cursor } = second.body as { prev_cursor: string };
    const back = await api.call(`GET ${RUNS}?${query}&cursor=${prev_cursor}`);

    expect(first.body).toMatchObject({
      data: [{ total_duration_ms: 2, tags: ["x"], verdict: null }],
      prev_cursor: null,
    });
    expect(second.body).toMatchObject({ data: [{ total_duration_ms: 1 }], next_cursor: null });
    expect((back.body as { data: unknown }).data).toEqual((first.body as { data: unknown }).data);
  });

  test("pages by the longest names there can be", async () => {
    const scenario = await makeScenario(db, { name: "語".repeat(255) });
    await makeBatch(db, { scenario, runs: 2 });
    const query = `scenario_id=${scenario.id}&sort=scenario_name,status,-steps,-due_at&limit=1`;

    const { next_cursor } = (await api.call(`GET ${RUNS}?${query}`)).body as { next_cursor: string };

    expect((await api.call(`GET ${RUNS}?${query}&cursor=${next_cursor}`)).status).toBe(200);
  });

  test.each([
    ["sort=color", "query.sort"],
    ["sort=id,-id", "query.sort"],
    ["sort=id,status,goal,steps,ttft_ms", "query.sort"],
    ["sort=", "query.sort"],
    [`ids=${Array.from({ length: 1_001 }, (_, i) => i + 1).join(",")}`, "query.ids"],
    ["ids=1,x", "query.ids.1"],
    ["ids=", "query.ids.0"],
    ["tag=a,b", "query.tag.0"],
    ["min_total_duration_ms=-1", "query.min_total_duration_ms"],
    ["max_total_duration_ms=1e3", "query.max_total_duration_ms"],
  ])("refuses %s at its field", async (query, field) => {
    for (const path of query.startsWith("sort") ? [RUNS] : [RUNS, `${RUNS}/facets`]) {
      const answer = await api.call(`GET ${path}?${query}`);
      expect([answer.status, fieldsOf(answer)]).toEqual([422, [field]]);
    }
  });
});

test("facets count, and know no sort", async () => {
  const { id } = await makeBatch(db, { runs: 2 });

  expect(await api.call(`GET ${RUNS}/facets?batch_id=${id}`)).toMatchObject({
    status: 200,
    body: { total: 2, status: { values: [{ value: "queued", count: 2 }], more: false } },
  });
  expect(fieldsOf(await api.call(`GET ${RUNS}/facets?sort=id`))).toEqual(["query.sort"]);
});

describe("an export", () => {
  const DUE_AT = "2026-07-01T10:00:00.250Z";
  let batch_id: number;
  beforeAll(async () => {
    const scenario = await makeScenario(db, { name: '=HYPERLINK("http://x"), "a"\nsecond line' });
    const batch = await makeBatch(db, { scenario, runs: 0, labels: { branch: "main" } });
    batch_id = batch.id;
    await makeRun(db, {
      batch,
      batch_index: 0,
      status: "completed",
      due_at: DUE_AT,
      tags: ["a", "b c"],
      cost_usd: 0.25,
    });
    await makeRun(db, {
      batch,
      batch_index: 1,
      status: "timeout",
      error: "-1 +2 @x",
      due_at: "2026-12-01T10:00:00.000Z",
    });
  });
  const COLUMNS = "id,scenario_name,status,error,due_at,tags,cost_usd,cancel_requested,verdict_goal";
  const get = (query: string) =>
    api.call(`GET ${RUNS}/export?batch_id=${batch_id}&sort=id&columns=${COLUMNS}&${query}`);

  test("as CSV is what a CSV reader reads, with formulas made harmless", async () => {
    const { status, headers, body } = await get("format=csv");

    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="runs-[\dT-]+Z\.csv"$/);
    expect(headers.get("x-total-count")).toBe("2");
    const rows = parse(String(body), { columns: true, relax_column_count: false });
    expect(rows).toMatchObject([
      {
        scenario_name: `'=HYPERLINK("http://x"), "a"\nsecond line`,
        error: "",
        due_at: DUE_AT,
        tags: "a, b c",
        cost_usd: "0.25",
        cancel_requested: "false",
        verdict_goal: "",
      },
      { status: "timeout", error: "'-1 +2 @x", cost_usd: "" },
    ]);
  });

  test("as JSON and as lines of JSON holds the values as they are", async () => {
    const json = await get("format=json");
    const lines = await get("format=jsonl");

    const rows = json.body as Record<string, unknown>[];
    expect(rows).toMatchObject([
      { scenario_name: '=HYPERLINK("http://x"), "a"\nsecond line', tags: ["a", "b c"], cost_usd: 0.25, error: null },
      { error: "-1 +2 @x", tags: [] },
    ]);
    expect(Object.keys(rows[0] ?? {}).join(",")).toBe(COLUMNS);
    expect(
      String(lines.body)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(rows);
  });

  test("writes instants in the zone that was asked for, with the offset of that day", async () => {
    const { body } = await get("format=json&tz=Europe/Berlin");

    expect((body as { due_at: string }[]).map(({ due_at }) => due_at)).toEqual([
      "2026-07-01T12:00:00.250+02:00",
      "2026-12-01T11:00:00.000+01:00",
    ]);
    const india = await get("format=json&tz=Asia/Kolkata");
    expect(india.body).toMatchObject([{ due_at: "2026-07-01T15:30:00.250+05:30" }, {}]);
  });

  test("of nothing is an empty file of its format", async () => {
    const of = async (format: string) =>
      (await api.fetch(`${RUNS}/export?ids=${MISSING}&columns=id,status&format=${format}`)).text();

    expect([await of("csv"), JSON.parse(await of("json")), await of("jsonl")]).toEqual(["id,status\r\n", [], ""]);
  });

  test.each([
    ["", ["query.format"]],
    ["format=xlsx", ["query.format"]],
    ["format=csv&columns=id,color", ["query.columns.1"]],
    ["format=csv&columns=id,id", ["query.columns"]],
    ["format=csv&columns=", ["query.columns.0"]],
    ["format=csv&tz=Mars/Olympus", ["query.tz"]],
    ["format=csv&sort=color", ["query.sort"]],
    ["format=csv&limit=1", ["query.limit"]],
  ])("with %j is refused at the field", async (query, fields) => {
    const answer = await api.call(`GET ${RUNS}/export?${query}`);

    expect([answer.status, fieldsOf(answer)]).toEqual([422, fields]);
  });

  test("reads no further when its reader goes away", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    await db.query(
      `INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin)
       SELECT 1, $1, i, $2, $3, $4, 'simulated' FROM generate_series(1, 5000) i`,
      [batch.id, batch.scenario_id, batch.automation_id, batch.target_id],
    );
    let pagesRead = 0;
    const counting = testApi({
      ...db,
      query: (text: string, values?: readonly unknown[]) => {
        if (text.includes("WITH ORDINALITY")) pagesRead += 1;
        return db.query(text, values);
      },
    } as TestDatabase);
    const response = await counting.fetch(`${RUNS}/export?batch_id=${batch.id}&format=jsonl`);
    const reader = response.body?.getReader();

    await reader?.read();
    await reader?.cancel();
    await db.query("SELECT 1");

    expect(pagesRead).toBeGreaterThan(0);
    expect(pagesRead).toBeLessThan(4);
  });
});

describe("the ids of a filter", () => {
  test("come with their count, and a filter that is none is refused", async () => {
    const { id, run_ids } = await makeBatch(db, { runs: 3 });

    expect(await api.call(`GET ${RUNS}/ids?batch_id=${id}`)).toMatchObject({
      status: 200,
      body: { total: 3, ids: run_ids.toReversed() },
    });
    expect(fieldsOf(await api.call(`GET ${RUNS}/ids?limit=5`))).not.toEqual([]);
  });
});

describe("several runs at once", () => {
  test("are cancelled, tagged and run again", async () => {
    const { run_ids } = await makeBatch(db, { runs: 2 });

    expect(await api.call(`POST ${RUNS}/tags`, { ids: run_ids, add: ["a"] })).toMatchObject({
      status: 200,
      body: { done: 2, skipped: [] },
    });
    expect(await api.call(`POST ${RUNS}/cancel`, { ids: [...run_ids, MISSING] })).toMatchObject({
      status: 200,
      body: { done: 2, skipped: [{ id: MISSING, reason: "not_found" }] },
    });
    const key = { "idempotency-key": crypto.randomUUID() };
    const rerun = await api.call(`POST ${RUNS}/rerun`, { ids: run_ids }, key);
    const again = await api.call(`POST ${RUNS}/rerun`, { ids: run_ids }, key);
    expect(rerun).toMatchObject({ status: 202, body: { done: 2, batches: [{ runs: 2 }] } });
    expect(again.body).toEqual(rerun.body);
    expect([rerun, again].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  });

  test.each(["cancel", "rerun", "tags"])("%s refuses none, too many and what is no id", async (verb) => {
    const refused = async (body: unknown) => fieldsOf(await api.call(`POST ${RUNS}/${verb}`, body));

    expect(await refused({})).toEqual(["ids"]);
    expect(await refused({ ids: [] })).toEqual(["ids"]);
    expect(await refused({ ids: Array.from({ length: 1_001 }, (_, i) => i + 1) })).toEqual(["ids"]);
    expect(await refused({ ids: [0] })).toEqual(["ids.0"]);
    expect(await refused({ ids: [1], color: "red" })).toEqual(["color"]);
  });

  test("tags that cannot be are refused where they stand", async () => {
    const answer = await api.call(`POST ${RUNS}/tags`, { ids: [1], add: ["fine", " x", "a,b", ""] });

    expect(fieldsOf(answer)).toEqual(["add.1", "add.2", "add.3"]);
  });
});

describe("a verdict", () => {
  test("is kept, shown and taken back", async () => {
    const { id } = await makeRun(db, { status: "completed" });
    const path = `${RUNS}/${id}/verdict`;

    expect(await api.call(`PUT ${path}`, { goal: "failed", note: "Wrong price" })).toMatchObject({
      status: 200,
      body: { id, goal: "not_evaluated", verdict: { goal: "failed", note: "Wrong price" } },
    });
    expect((await api.call(`DELETE ${path}`)).status).toBe(204);
    expect((await api.call(`GET ${RUNS}/${id}`)).body).toMatchObject({ verdict: null });
  });

  test("is refused where it says nothing, too much or something unknown, and for a run that is open or missing", async () => {
    const { id } = await makeRun(db);
    const refused = async (body: unknown) => fieldsOf(await api.call(`PUT ${RUNS}/1/verdict`, body));

    expect(await refused({})).toEqual(["goal"]);
    expect(await refused({ goal: "not_evaluated" })).toEqual(["goal"]);
    expect(await refused({ goal: "passed", note: "x".repeat(2_001) })).toEqual(["note"]);
    expect((await api.call(`PUT ${RUNS}/${id}/verdict`, { goal: "passed" })).status).toBe(409);
    expect((await api.call(`PUT ${RUNS}/${MISSING}/verdict`, { goal: "passed" })).status).toBe(404);
    expect((await api.call(`DELETE ${RUNS}/${MISSING}/verdict`)).status).toBe(404);
  });
});
