import { Batch, BatchDetail } from "@tfbench/contracts";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getBatch } from "./get-batch.ts";
import { listBatches } from "./list-batches.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("batches come newest first, page by page, each once", async () => {
  const scenario = await makeScenario(db);
  const ids: number[] = [];
  for (let i = 0; i < 5; i += 1) ids.push((await makeBatch(db, { scenario })).id);
  const ctx = testContext(db);
  const filter = { scenario_id: scenario.id };

  const first = await listBatches(ctx, { filter, cursor: null, limit: 3 });
  const second = await listBatches(ctx, { filter, cursor: first.next_cursor, limit: 3 });

  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.next_cursor).toBeNull();
  expect(Batch.array().parse(first.data)).toEqual(first.data);
});

test("status and origin narrow the list", async () => {
  const scenario = await makeScenario(db);
  const real = await makeBatch(db, { scenario, origin: "real" });
  await makeBatch(db, { scenario, origin: "simulated" });
  const filter = { scenario_id: scenario.id };

  expect(
    (await listBatches(testContext(db), { filter: { ...filter, origin: "real" }, cursor: null, limit: 10 })).data.map(
      ({ id }) => id,
    ),
  ).toEqual([real.id]);
  expect(
    (
      await listBatches(testContext(db), {
        filter: { ...filter, status: ["finished", "failed"] },
        cursor: null,
        limit: 10,
      })
    ).data,
  ).toEqual([]);
});

test("a cursor of another filter, or none at all, is refused", async () => {
  const scenario = await makeScenario(db);
  await makeBatch(db, { scenario });
  await makeBatch(db, { scenario });
  const { next_cursor } = await listBatches(testContext(db), {
    filter: { scenario_id: scenario.id },
    cursor: null,
    limit: 1,
  });

  const refusal = { code: "invalid_input", fields: [{ field: "query.cursor" }] };
  await expect(listBatches(testContext(db), { filter: {}, cursor: next_cursor, limit: 1 })).rejects.toMatchObject(
    refusal,
  );
  await expect(listBatches(testContext(db), { filter: {}, cursor: "nonsense", limit: 1 })).rejects.toMatchObject(
    refusal,
  );
});

test("a batch counts its runs in every status and shows its plan", async () => {
  const batch = await makeBatch(db, { runs: 2 });
  await makeRun(db, { batch, batch_index: 2, status: "timeout" });

  const detail = await getBatch(testContext(db), batch.id);

  expect(BatchDetail.parse(detail)).toEqual(detail);
  expect(detail.counts).toMatchObject({ queued: 2, timeout: 1, completed: 0, running: 0 });
  expect(detail.plan.request).toEqual({ url: "https://example.com", goal: "Read the title" });
  expect(detail.summary).toBeNull();
});

test("a batch that does not exist is not found", async () => {
  await expect(getBatch(testContext(db), 2_147_483_647)).rejects.toMatchObject({ code: "not_found" });
});
