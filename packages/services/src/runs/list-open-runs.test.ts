import { OpenRuns } from "@tfbench/contracts";
import { makeBatch, makeRun, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { listOpenRuns } from "./list-open-runs.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("runs under way come before waiting ones, each with its last event and when it arrived", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const running = await makeRun(db, {
    batch,
    batch_index: 0,
    status: "running",
    started_at: "2026-05-01T10:00:00.000Z",
  });
  const silent = await makeRun(db, {
    batch,
    batch_index: 1,
    status: "running",
    started_at: "2026-05-01T10:00:01.000Z",
  });
  const queued = await makeRun(db, { batch, batch_index: 2 });
  await makeRun(db, { batch, batch_index: 3, status: "completed" });
  await db.query("SELECT ensure_run_partitions($1)", [silent.id]);
  await db.query(
    `INSERT INTO run_events (run_id, seq, offset_ms, kind, bytes, data)
     VALUES ($1, 0, 10, 'STARTED', 2, '{}'), ($1, 1, 2500.25, 'PROGRESS', 2, '{}')`,
    [running.id],
  );

  const open = await listOpenRuns(testContext(db));

  expect(OpenRuns.parse(open)).toEqual(open);
  expect([open.running, open.queued]).toEqual([2, 1]);
  expect(open.data.map(({ id, last_event }) => [id, last_event])).toEqual([
    [silent.id, null],
    [running.id, { kind: "PROGRESS", at: "2026-05-01T10:00:02.500Z" }],
    [queued.id, null],
  ]);
});
