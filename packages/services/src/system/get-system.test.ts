import { System } from "@tfbench/contracts";
import { testDatabase, testServerUrl } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { checkSystem } from "./check-system.ts";
import { getSystem } from "./get-system.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const FACTS = {
  version: "1.2.3",
  started_at: "2026-01-01T00:00:00.000Z",
  settings: [{ name: "PORT", value: "8000" }],
};

test("the installation is described: database, tables, workers, settings", async () => {
  await db.query("INSERT INTO workers (id, last_seen_at) VALUES ('alive', now()), ('gone', now() - interval '1 hour')");

  const system = await getSystem(testContext(db), FACTS);

  expect(System.parse(system)).toEqual(system);
  expect(system).toMatchObject({
    version: "1.2.3",
    database: { kind: testServerUrl === null ? "pglite" : "postgresql", server_version: expect.stringMatching(/^\d+/) },
    live_fan_out: { kind: testServerUrl === null ? "in_process" : "notify", connected: true },
    settings: [{ name: "PORT", value: "8000" }],
  });
  expect(system.database.size_bytes).toBeGreaterThan(1_000_000);
  expect(system.database.tables.map(({ name }) => name).toSorted()).toEqual([
    "audit_log",
    "batches",
    "run_chunks",
    "run_events",
    "run_rollups",
    "runs",
  ]);
  expect(system.workers.map(({ id, is_alive }) => [id, is_alive])).toEqual([
    ["alive", true],
    ["gone", false],
  ]);
});

const SYSTEM: Omit<System, "checks"> = {
  ...FACTS,
  now: "2026-01-01T01:00:00.000Z",
  mock_mode: true,
  database: { kind: "pglite", server_version: "18", size_bytes: 1, tables: [] },
  queue: { queued_batches: 0, queued_runs: 0, running_runs: 0, oldest_queued_at: null },
  workers: [],
  live_fan_out: { kind: "redis", connected: true },
  event_storage: { partitions: 1, room_for_runs: 90_000, size_bytes: 0 },
};
const stateOf = (name: string, changes: Partial<System>) =>
  checkSystem({ ...SYSTEM, ...changes }).find((check) => check.name === name);

test.each([
  ["workers", {}, "fail"],
  ["queue", {}, "ok"],
  ["queue", { queue: { ...SYSTEM.queue, queued_runs: 2, oldest_queued_at: "2026-01-01T00:58:00.000Z" } }, "warn"],
  ["event_storage", { event_storage: { partitions: 1, room_for_runs: 9, size_bytes: 0 } }, "warn"],
  ["live_fan_out", {}, "ok"],
  ["live_fan_out", { live_fan_out: { kind: "redis", connected: false } }, "warn"],
  ["mode", { mock_mode: false }, "ok"],
] as [string, Partial<System>, string][])(
  "the check %s with %j is %s, and what is not ok says what to do",
  (name, changes, state) => {
    const check = stateOf(name, changes);

    expect(check?.state).toBe(state);
    expect(check?.what_to_do === null).toBe(state === "ok");
  },
);
