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
  const filter = { scenario_id: [scenario.id] };

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
  const filter = { scenario_id: [scenario.id] };

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
    filter: { scenario_id: [scenario.id] },
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

test.each(["-run_count", "run_count", "scenario_name", "-scenario_name", "id"] as const)(
  "sorted by %s, pages follow each other without a gap",
  async (sort) => {
    const mark = crypto.randomUUID();
    const made: { id: number; runs: number; name: string }[] = [];
    for (const [name, runs] of [
      ["b", 2],
      ["a", 1],
      ["C", 2],
      ["a", 3],
    ] as const) {
      const scenario = await makeScenario(db, { name: `${name} ${mark}` });
      made.push({ id: (await makeBatch(db, { scenario, runs })).id, runs, name: name.toLowerCase() });
    }
    const list = (cursor: string | null) =>
      listBatches(testContext(db), { filter: { search: mark }, sort, cursor, limit: 1 });

    const ids: (number | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(cursor);
      ids.push(page.data[0]?.id);
      cursor = page.next_cursor;
    } while (cursor !== null);

    const [down, key] = [sort.startsWith("-"), sort.replace("-", "")];
    const rank = (a: (typeof made)[number], b: (typeof made)[number]) =>
      (key === "run_count" ? a.runs - b.runs : key === "id" ? 0 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
      a.id - b.id;
    expect(ids).toEqual(made.toSorted((a, b) => (down ? rank(b, a) : rank(a, b))).map(({ id }) => id));
  },
);

test("a search finds batches by scenario name, by label and by number", async () => {
  const mark = crypto.randomUUID();
  const named = await makeBatch(db, { scenario: await makeScenario(db, { name: `Prices ${mark}` }) });
  const labelled = await makeBatch(db, { labels: { commit: mark } });
  await makeBatch(db);
  const find = async (search: string) =>
    (await listBatches(testContext(db), { filter: { search }, cursor: null, limit: 10 })).data.map(({ id }) => id);

  expect(await find(mark.toUpperCase())).toEqual([labelled.id, named.id]);
  expect(await find(`commit=${mark}`)).toEqual([labelled.id]);
  expect(await find(String(named.id))).toContain(named.id);
  expect(await find(`%${mark}`)).toEqual([]);
});

test("a target narrows the list", async () => {
  const batch = await makeBatch(db);
  await makeBatch(db);

  const { data } = await listBatches(testContext(db), {
    filter: { target_id: [batch.target_id] },
    cursor: null,
    limit: 9,
  });

  expect(data.map(({ id }) => id)).toEqual([batch.id]);
});
