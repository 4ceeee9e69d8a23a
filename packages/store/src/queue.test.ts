import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openQueue } from "./queue.ts";
import type { Queue } from "./queue.ts";

let db: TestDatabase;
let queue: Queue;
const errors: unknown[] = [];
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  await db.query("DELETE FROM pgboss.job");
  queue = await openQueue(db, { onError: (cause) => errors.push(cause) });
});
afterEach(async () => {
  await queue.stop();
  if (errors.length > 0) throw new AggregateError(errors.splice(0), "The queue reported errors nobody expected.");
});
afterAll(() => db.close());

const SOON = { timeout: 20_000 };
const send = (...ids: number[]) =>
  db.transaction((tx) =>
    queue.send(
      tx,
      "batch.execute",
      ids.map((batch_id) => ({ batch_id })),
    ),
  );
async function collect(): Promise<number[]> {
  const delivered: number[] = [];
  await queue.work(
    "batch.execute",
    async (payloads) => void delivered.push(...payloads.map(({ batch_id }) => batch_id)),
  );
  return delivered;
}

test("jobs are delivered once each, those sent before the worker came and those sent after", async () => {
  await send(1, 2);
  const delivered = await collect();
  await vi.waitFor(() => expect(delivered.toSorted()).toEqual([1, 2]), SOON);

  await send(3);

  await vi.waitFor(() => expect(delivered.toSorted()).toEqual([1, 2, 3]), SOON);
});

test("a job of a transaction that is rolled back is never delivered", async () => {
  const delivered = await collect();

  const failed = db.transaction(async (tx) => {
    await queue.send(tx, "batch.execute", [{ batch_id: 1 }]);
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  await send(2);

  await vi.waitFor(() => expect(delivered).toContain(2), SOON);
  expect(delivered).toEqual([2]);
});

test("a thousand jobs are sent with one statement and all delivered", async () => {
  const delivered = await collect();
  const statements: string[] = [];
  const ids = Array.from({ length: 1_000 }, (_, n) => n + 1);

  await db.transaction(async (tx) => {
    const counting = {
      ...tx,
      query: (text: string, values?: readonly unknown[]) => (statements.push(text), tx.query(text, values)),
    };
    await queue.send(
      counting as typeof tx,
      "batch.execute",
      ids.map((batch_id) => ({ batch_id })),
    );
  });

  await vi.waitFor(() => expect(delivered).toHaveLength(1_000), SOON);
  expect(delivered.toSorted((one, other) => one - other)).toEqual(ids);
  expect(statements.filter((text) => text.includes("INSERT INTO"))).toHaveLength(1);
});

test("a job whose handler throws is not tried again, and the error is told", async () => {
  const delivered: number[] = [];
  await queue.work("batch.execute", async (payloads) => {
    delivered.push(...payloads.map(({ batch_id }) => batch_id));
    if (delivered.length === 1) throw new Error("handler failed");
  });

  await send(1);
  await vi.waitFor(
    async () => expect(await db.query("SELECT state FROM pgboss.job")).toEqual([{ state: "failed" }]),
    SOON,
  );
  expect(errors.splice(0)).toEqual([new Error("handler failed")]);
  await send(2);

  await vi.waitFor(() => expect(delivered).toEqual([1, 2]), SOON);
});

test("after stopWork no job is delivered; it waits for the next worker", async () => {
  const delivered = await collect();
  await queue.stopWork();
  await send(1);

  const next = await collect();

  await vi.waitFor(() => expect(next).toEqual([1]), SOON);
  expect(delivered).toEqual([]);
});
