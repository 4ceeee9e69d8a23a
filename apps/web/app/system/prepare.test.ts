import type { System } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { prepareAuditRow, prepareSystem } from "./prepare.ts";

const ok = (name: string) => ({ name, state: "ok" as const, sentence: "Fine.", what_to_do: null });
const SYSTEM: System = {
  version: "1.2.3",
  started_at: "2026-11-20T10:00:00.000Z",
  now: "2026-11-20T11:00:00.000Z",
  mock_mode: true,
  database: {
    kind: "pglite",
    server_version: "18.6",
    size_bytes: 3 * 1_048_576,
    tables: [
      { name: "runs", rows_estimate: 1_008, size_bytes: 2_048 },
      { name: "audit_log", rows_estimate: null, size_bytes: 0 },
    ],
  },
  queue: { queued_batches: 1, queued_runs: 1, running_runs: 3, oldest_queued_at: "2026-11-20T10:59:00.000Z" },
  workers: [],
  live_fan_out: { kind: "redis", connected: false },
  event_storage: { partitions: 1, room_for_runs: 90_000, size_bytes: 0 },
  settings: [],
  checks: [ok("workers"), ok("event_storage")],
};
const warned = { ...ok("queue"), state: "warn" as const, what_to_do: "Add workers." };
const failed = { ...ok("workers"), state: "fail" as const, what_to_do: "Start one." };

test.each([
  [[ok("a")], "ok", "All 1 checks passed."],
  [[ok("a"), warned], "warn", "1 check of 2 needs a look."],
  [[ok("a"), warned, failed], "fail", "1 check of 3 failed."],
])("the worst check decides the headline", (checks, state, sentence) => {
  expect(prepareSystem({ ...SYSTEM, checks }).headline).toEqual({ state, sentence });
});

test("what is wrong stands first, with what to do", () => {
  expect(
    prepareSystem({ ...SYSTEM, checks: [ok("event_storage"), warned, failed] }).checks.map(({ name, whatToDo }) => [
      name,
      whatToDo,
    ]),
  ).toEqual([
    ["workers", "Start one."],
    ["queue", "Add workers."],
    ["event storage", null],
  ]);
});

test("facts say their units, and a broken connection is said", () => {
  expect(prepareSystem(SYSTEM).facts.map(({ value, note }) => `${value} | ${note}`)).toEqual([
    "PGlite, embedded | version 18.6, 3.0 MiB",
    "1 run waits | 1 batch queued, 3 runs open",
    "Redis | the connection is broken",
    "0 B | 1 partition, room for 90,000 more runs",
  ]);
});

test("a table that was never analysed has no row count, and not zero rows", () => {
  expect(prepareSystem(SYSTEM).tables.map(({ rows }) => rows)).toEqual(["about 1,008", "not analysed yet"]);
});

test("an entry of the log leads to what it is about, where that has a page", () => {
  const entry = {
    id: 1,
    at: "2026-11-20T10:00:00.000Z",
    actor: "local",
    action: "update",
    noun: "scenario",
    noun_id: 3,
    request_id: null,
    details: {},
  };

  expect(prepareAuditRow(entry)).toMatchObject({ on: { text: "scenario 3", href: "/scenarios?edit=3" }, details: "" });
  expect(prepareAuditRow({ ...entry, noun: "sweep" }).on.href).toBe("/sweeps/3");
  expect(prepareAuditRow({ ...entry, noun: "sample" }).on.href).toBeNull();
});
