import { expect, test } from "vitest";
import { createBody, pick, useSimulator } from "./fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "./fixtures/use-simulator.ts";

const QUICK = { duration_ms: 5, steps: 1 };

async function ids(simulator: SimulatorUnderTest, query: string): Promise<unknown[]> {
  const data = pick((await simulator.request("GET", `/v1/runs?${query}`)).json(), "data");
  return Array.isArray(data) ? data.map((run) => pick(run, "run_id")) : [];
}

test("a run that waits has every key, with null for what is not known yet", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run-async", { queue_ms: 60_000 })).json();

  const run = await simulator.run(run_id);

  expect(run).toEqual({
    run_id,
    status: "PENDING",
    goal: expect.stringContaining("List the lamps"),
    created_at: expect.stringMatching(/Z$/),
    started_at: null,
    finished_at: null,
    num_of_steps: null,
    result: null,
    output_schema: null,
    schema_validation: null,
    error: null,
    streaming_url: null,
    browser_config: { proxy_enabled: false, proxy_country_code: null },
    profile_attached: false,
    profile_id: null,
    video_url: null,
    steps: [],
  });
});

test("the row is terminal, with steps and their number, when COMPLETE arrives", async () => {
  const simulator = await useSimulator();
  const steps = Array.from({ length: 20 }, () => simulator.stream({ duration_ms: 10, steps: 3 }));

  for (const { events } of await Promise.all(steps)) {
    const run = await simulator.run(events[0]?.["run_id"]);
    expect(run).toMatchObject({
      status: "COMPLETED",
      num_of_steps: 3,
      finished_at: expect.any(String),
      result: { title: "Catalogue" },
    });
    expect(pick(run, "steps", 0)).toEqual({
      id: expect.any(String),
      timestamp: expect.stringMatching(/Z$/),
      status: "COMPLETED",
      action: "Open the page",
      screenshot: null,
      duration: expect.stringMatching(/^\d+\.\d+s$/),
    });
  }
});

test("the live view has an address while the run lasts, which leads to a page", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run-async", { event_delays_ms: [0, 0, 600_000] })).json();

  let run = await simulator.run(run_id);
  while (run["streaming_url"] === null) run = await simulator.run(run_id);
  const view = await fetch(String(run["streaming_url"]));
  await simulator.request("POST", `/v1/runs/${String(run_id)}/cancel`);

  expect(await view.text()).toContain(`${String(run_id)}: RUNNING`);
  expect(await simulator.run(run_id)).toMatchObject({ status: "CANCELLED", streaming_url: null });
});

test("screenshots come when asked for, and only in the two documented ways", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run", QUICK)).json();

  const base64 = await simulator.request("GET", `/v1/runs/${String(run_id)}?screenshots=base64`);
  const wrong = await simulator.request("GET", `/v1/runs/${String(run_id)}?screenshots=png`);

  expect(pick(base64.json(), "steps", 0, "screenshot")).toMatch(/^data:image\/jpeg;base64,/);
  expect(wrong.status).toBe(400);
});

test("a run nobody knows and a run of another key are NOT_FOUND", async () => {
  const simulator = await useSimulator({ more_api_keys: ["second-key"] });
  const { run_id } = (await simulator.create("run", QUICK)).json();

  const unknown = await simulator.request("GET", "/v1/runs/nobody");
  const foreign = await simulator.request("GET", `/v1/runs/${String(run_id)}`, {
    headers: { "x-api-key": "second-key" },
  });

  for (const answer of [unknown, foreign]) {
    expect(`${answer.status} ${String(pick(answer.json(), "error", "code"))}`).toBe("404 NOT_FOUND");
  }
});

test("the list is newest first, filters, and its summaries have no steps", async () => {
  const simulator = await useSimulator();
  const first = (
    await simulator.create("run", QUICK, { goal: `Find LAMPS [[simulate ${JSON.stringify(QUICK)}]]` })
  ).json()["run_id"];
  const second = (await simulator.create("run", { ...QUICK, outcome: "failed" })).json()["run_id"];
  const third = (await simulator.create("run-async", { queue_ms: 60_000 })).json()["run_id"];

  expect(await ids(simulator, "")).toEqual([third, second, first]);
  expect(await ids(simulator, "sort_direction=asc")).toEqual([first, second, third]);
  expect(await ids(simulator, "status=FAILED")).toEqual([second]);
  expect(await ids(simulator, "goal=find%20lamps")).toEqual([first]);
  expect(await ids(simulator, "created_after=2999-01-01T00:00:00Z")).toEqual([]);
  expect(await ids(simulator, "created_before=2999-01-01T00:00:00Z")).toHaveLength(3);
  const list = (await simulator.request("GET", "/v1/runs?limit=1")).json();
  expect(pick(list, "data", 0)).not.toHaveProperty("steps");
  expect(pick(list, "data", 0)).not.toHaveProperty("video_url");
});

test("pages follow each other without gaps while new runs arrive", async () => {
  const simulator = await useSimulator();
  const made: unknown[] = [];
  for (let index = 0; index < 5; index++) made.push((await simulator.create("run", QUICK)).json()["run_id"]);

  const seen: unknown[] = [];
  let cursor: unknown = "";
  do {
    const query = cursor === "" ? "limit=2" : `limit=2&cursor=${encodeURIComponent(String(cursor))}`;
    const page = (await simulator.request("GET", `/v1/runs?${query}`)).json();
    const data = pick(page, "data");
    seen.push(...(Array.isArray(data) ? data.map((run) => pick(run, "run_id")) : []));
    cursor = pick(page, "pagination", "next_cursor");
    expect(pick(page, "pagination", "has_more")).toBe(cursor !== null);
    await simulator.create("run", QUICK);
  } while (cursor !== null);

  expect(seen).toEqual(made.toReversed());
});

test.each([
  "limit=0",
  "limit=101",
  "limit=x",
  "status=DONE",
  "sort_direction=up",
  "created_after=soon",
  "cursor=abc",
  `goal=${"x".repeat(501)}`,
])("the list query %s is 400", async (query) => {
  const simulator = await useSimulator();

  const answer = await simulator.request("GET", `/v1/runs?${query}`);

  expect(`${answer.status} ${String(pick(answer.json(), "error", "code"))}`).toBe("400 INVALID_INPUT");
});

test("finished runs beyond the limit are forgotten, oldest first; waiting ones stay", async () => {
  const simulator = await useSimulator({ finished_runs_kept: 2 });
  const waiting = (await simulator.create("run-async", { queue_ms: 60_000 })).json()["run_id"];
  const made: unknown[] = [];
  for (let index = 0; index < 4; index++) made.push((await simulator.create("run", QUICK)).json()["run_id"]);

  expect(await ids(simulator, "")).toEqual([made[3], made[2], waiting]);
  expect((await simulator.request("GET", `/v1/runs/${String(made[0])}`)).status).toBe(404);
});

test("a lookup may fail for its first requests, as the script says", async () => {
  const simulator = await useSimulator();
  const { run_id } = (
    await simulator.create("run", { ...QUICK, lookup: { http_status: 503, times: 2, delay_ms: 5 } })
  ).json();

  const statuses: number[] = [];
  for (let index = 0; index < 3; index++)
    statuses.push((await simulator.request("GET", `/v1/runs/${String(run_id)}`)).status);

  expect(statuses).toEqual([503, 503, 200]);
});

test("a batch is made whole and in order", async () => {
  const simulator = await useSimulator();
  const output_schema = { type: "object", properties: { lamp: { type: "string", enum: ["Lamp"] } } };
  const body = { runs: [createBody(QUICK), createBody({ ...QUICK, outcome: "failed" })], output_schema };

  const answer = (await simulator.request("POST", "/v1/automation/run-batch", { body })).json();

  expect(answer["error"]).toBeNull();
  const runs = await Promise.all([0, 1].map((index) => simulator.finishedRun(pick(answer, "run_ids", index))));
  expect(runs.map((run) => run["status"])).toEqual(["COMPLETED", "FAILED"]);
  expect(runs[0]).toMatchObject({ result: { lamp: "Lamp" } });
});

test("a batch with one invalid run, with none or with more than a hundred makes no run", async () => {
  const simulator = await useSimulator();
  const batches = [
    { runs: [createBody(QUICK), createBody(QUICK, { url: "nowhere" })] },
    { runs: [createBody(QUICK), createBody({ nonsense: 1 })] },
    { runs: [] },
    { runs: Array.from({ length: 101 }, () => createBody(QUICK)) },
  ];

  const answers = [];
  for (const body of batches)
    answers.push((await simulator.request("POST", "/v1/automation/run-batch", { body })).json());

  const paths = answers.map((answer) => Object.values(Object(pick(answer, "error", "details", 0, "path"))).join("."));
  expect(paths).toEqual(["runs.1.url", "runs.1.goal.simulate.nonsense", "runs", "runs"]);
  expect(await ids(simulator, "")).toEqual([]);
});

test("runs are fetched by id, and ids nobody knows are named", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run", QUICK)).json();

  const some = (
    await simulator.request("POST", "/v1/runs/batch", { body: { run_ids: [run_id, "nobody", run_id] } })
  ).json();
  const all = (await simulator.request("POST", "/v1/runs/batch", { body: { run_ids: [run_id] } })).json();
  const wrong = await simulator.request("POST", "/v1/runs/batch", {
    body: { run_ids: [run_id], api_integration: "x" },
  });

  expect(pick(some, "data", 0)).toMatchObject({ run_id, num_of_steps: 1, steps: [{}] });
  expect(some["not_found"]).toEqual(["nobody"]);
  expect(all["not_found"]).toBeNull();
  expect(wrong.status).toBe(400);
});
