import { seeds } from "@tfbench/store";
import { makeRun, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { listRunEvents } from "./list-run-events.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function makeRunWithEvents(dataOf: readonly string[]): Promise<number> {
  const { id } = await makeRun(db);
  await seeds.insertEvents(
    db,
    dataOf.map((data, seq) => ({
      run_id: id,
      seq,
      offset_ms: seq * 1.5,
      kind: "PROGRESS",
      bytes: Buffer.byteLength(data),
      data,
    })),
  );
  return id;
}

test("events come in order, and the cursor of a page is the last sequence number known", async () => {
  const run_id = await makeRunWithEvents(["a", "bb", "ccc"]);

  const first = await listRunEvents(testContext(db), { run_id, after_seq: -1, limit: 2 });
  const second = await listRunEvents(testContext(db), { run_id, after_seq: 1, limit: 2 });

  expect(first).toEqual({
    data: [
      { seq: 0, offset_ms: 0, kind: "PROGRESS", bytes: 1, data: "a" },
      { seq: 1, offset_ms: 1.5, kind: "PROGRESS", bytes: 2, data: "bb" },
    ],
    next_cursor: "1",
  });
  expect(second).toEqual({
    data: [{ seq: 2, offset_ms: 3, kind: "PROGRESS", bytes: 3, data: "ccc" }],
    next_cursor: null,
  });
});

test("a page of huge events ends early but always moves on", async () => {
  const huge = "x".repeat(3_000_000);
  const run_id = await makeRunWithEvents([huge, huge, "z"]);

  const first = await listRunEvents(testContext(db), { run_id, after_seq: -1, limit: 100 });
  const second = await listRunEvents(testContext(db), { run_id, after_seq: Number(first.next_cursor), limit: 100 });

  expect(first.data.map(({ seq }) => seq)).toEqual([0, 1]);
  expect(second).toMatchObject({ data: [{ seq: 2 }], next_cursor: null });
});

test("a run without events has an empty page", async () => {
  const { id } = await makeRun(db);

  expect(await listRunEvents(testContext(db), { run_id: id, after_seq: -1, limit: 10 })).toEqual({
    data: [],
    next_cursor: null,
  });
});

test("a run that does not exist is not found", async () => {
  await expect(
    listRunEvents(testContext(db), { run_id: 2_147_483_647, after_seq: -1, limit: 10 }),
  ).rejects.toMatchObject({ code: "not_found" });
});
