import { expect, test } from "vitest";
import { createBody, pick, useSimulator } from "./fixtures/use-simulator.ts";

test("over the limit runs wait as PENDING, in order, and start when a slot is free", async () => {
  const simulator = await useSimulator({ concurrency: { limit: 1, mode: "queue" } });
  const made: unknown[] = [];
  for (const duration_ms of [600_000, 20, 20])
    made.push((await simulator.create("run-async", { duration_ms })).json()["run_id"]);

  expect(await simulator.run(made[2])).toMatchObject({ status: "PENDING", started_at: null });
  await simulator.request("POST", `/v1/runs/${String(made[0])}/cancel`);
  const last = await simulator.finishedRun(made[2]);

  const records = simulator.truth.records();
  const started = records.flatMap((record) => (record.record === "run_started" ? [record] : []));
  const finished = records.flatMap((record) => (record.record === "run_finished" ? [record] : []));
  expect(started.map((record) => record.run_id)).toEqual(made);
  expect(finished.map((record) => record.run_id)).toEqual(made);
  expect(started[2]?.at_ms).toBeGreaterThan(finished[1]?.at_ms ?? Infinity);
  expect(Date.parse(String(last["started_at"]))).toBeGreaterThan(Date.parse(String(last["created_at"])));
});

test("over the limit runs are refused with 429, and accepted again when a slot is free", async () => {
  const simulator = await useSimulator({ concurrency: { limit: 1, mode: "reject" } });
  const { run_id } = (await simulator.create("run-async", { duration_ms: 600_000 })).json();

  const refused = await simulator.create("run-sse", {});
  const batch = await simulator.request("POST", "/v1/automation/run-batch", { body: { runs: [createBody({})] } });
  await simulator.request("POST", `/v1/runs/${String(run_id)}/cancel`);
  const accepted = await simulator.create("run-async", {});

  expect(`${refused.status} ${String(pick(refused.json(), "error", "code"))}`).toBe("429 RATE_LIMIT_EXCEEDED");
  expect(batch.status).toBe(429);
  expect(accepted.status).toBe(200);
});

test("a waiting run that is cancelled gives its turn to the next", async () => {
  const simulator = await useSimulator({ concurrency: { limit: 1, mode: "queue" } });
  const made: unknown[] = [];
  for (let index = 0; index < 3; index++) {
    made.push((await simulator.create("run-async", { duration_ms: index === 2 ? 0 : 600_000 })).json()["run_id"]);
  }

  for (const runId of [made[1], made[0]]) await simulator.request("POST", `/v1/runs/${String(runId)}/cancel`);

  expect(await simulator.finishedRun(made[2])).toMatchObject({ status: "COMPLETED" });
  expect(await simulator.run(made[1])).toMatchObject({ status: "CANCELLED", started_at: null });
});

test("each account has its own slots", async () => {
  const simulator = await useSimulator({ concurrency: { limit: 1, mode: "reject" }, more_api_keys: ["second-key"] });
  await simulator.create("run-async", { duration_ms: 600_000 });

  const other = await simulator.request("POST", "/v1/automation/run-async", {
    body: createBody({}),
    headers: { "x-api-key": "second-key" },
  });

  expect(other.status).toBe(200);
});

test("a long line of waiting instant runs is worked off without nesting", async () => {
  const simulator = await useSimulator({
    concurrency: { limit: 1, mode: "queue" },
    zero_delay: true,
    truth_memory_records: 0,
  });
  const { run_id: blocker } = (await simulator.create("run-async", { duration_ms: 600_000 })).json();
  const batch = { runs: Array.from({ length: 100 }, () => createBody({ duration_ms: 0, steps: 0 })) };
  let last: unknown;
  for (let index = 0; index < 50; index++) {
    last = pick((await simulator.request("POST", "/v1/automation/run-batch", { body: batch })).json(), "run_ids", 99);
  }

  await simulator.request("POST", `/v1/runs/${String(blocker)}/cancel`);

  expect(await simulator.finishedRun(last)).toMatchObject({ status: "COMPLETED" });
  expect(pick((await simulator.request("GET", "/v1/runs?status=COMPLETED")).json(), "pagination", "total")).toBe(5000);
});
