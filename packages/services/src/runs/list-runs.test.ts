import { AppError, parseRunSort, RunSortKey, RunSummary } from "@tfbench/contracts";
import { seeds } from "@tfbench/store";
import { makeBatch, makePlan, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { testContext } from "../test-context.ts";
import { listRuns } from "./list-runs.ts";
import type { ListRunsInput } from "./list-runs.ts";

let db: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const list = (input: Partial<ListRunsInput>) =>
  listRuns(ctx, { filter: {}, sort: "-id", cursor: null, limit: 50, ...input });
const idsOf = async (input: Partial<ListRunsInput>) => (await list(input)).data.map(({ id }) => id);

async function readAllPages(input: Partial<ListRunsInput>): Promise<RunSummary[]> {
  const first = await list(input);
  return first.next_cursor === null
    ? first.data
    : [...first.data, ...(await readAllPages({ ...input, cursor: first.next_cursor }))];
}

describe("paging", () => {
  let batch_id: number;
  beforeAll(async () => {
    // Equal values, missing values and instants that differ by a microsecond: what makes a page repeat or skip a run.
    const batch = await makeBatch(db, { runs: 0 });
    batch_id = batch.id;
    for (let batch_index = 0; batch_index < 23; batch_index += 1) {
      const hasValue = batch_index % 3 !== 0;
      await makeRun(db, {
        batch,
        batch_index,
        status: "completed",
        due_at: `2026-03-01T00:00:00.00000${Math.floor(batch_index / 4)}Z`,
        ...(hasValue
          ? {
              total_duration_ms: 1000 / (1 + (batch_index % 5)),
              ttft_ms: 0.1 + 0.2 * (batch_index % 4),
              cost_usd: 0.000001 * (batch_index % 7),
              steps: batch_index % 5,
              goal: batch_index % 2 === 0 ? ("passed" as const) : ("blocked" as const),
            }
          : {}),
      });
    }
  });

  /** The order of the list, by a comparison as slow and plain as can be. */
  function inOrder(runs: readonly RunSummary[], sort: string): RunSummary[] {
    const keys = parseRunSort(sort);
    const last = keys.at(-1);
    const all = [...keys, { key: "id" as const, isDescending: last?.isDescending ?? true }];
    return runs.toSorted((a, b) => {
      for (const { key, isDescending } of all) {
        const [one, other] = [a[key], b[key]];
        if (one === other) continue;
        if (one === null || other === null) return one === null ? 1 : -1;
        return one < other === isDescending ? 1 : -1;
      }
      return 0;
    });
  }

  const SORTS = [
    ...RunSortKey.options.flatMap((key) => [key, `-${key}`]),
    "status,-total_duration_ms",
    "-ttft_ms,cost_usd",
    "ttft_ms,-total_duration_ms,steps",
    "goal,-steps,cost_usd,-id",
    "-steps,id",
    "-total_duration_ms,id",
    "scenario_name,-due_at",
  ];

  test.each(SORTS)("pages of three by %s hold every run once, in order, those without a value last", async (sort) => {
    const paged = await readAllPages({ filter: { batch_id }, sort, limit: 3 });
    const whole = await list({ filter: { batch_id }, sort, limit: 200 });

    expect(paged).toEqual(whole.data);
    expect(new Set(paged.map(({ id }) => id)).size).toBe(23);
    // Instants in the answer have milliseconds, those that are sorted have microseconds; ids come in the same order here.
    const comparable = sort.replaceAll("due_at", "id");
    expect(whole.data.map(({ id }) => id)).toEqual(inOrder(whole.data, withoutRepeats(comparable)).map(({ id }) => id));
  });

  const withoutRepeats = (sort: string): string => [...new Set(sort.split(","))].join(",");

  test.each(SORTS)("from the last page by %s, prev_cursor leads back through the same pages", async (sort) => {
    const forth: number[][] = [];
    let page = await list({ filter: { batch_id }, sort, limit: 5 });
    for (;;) {
      forth.push(page.data.map(({ id }) => id));
      if (page.next_cursor === null) break;
      page = await list({ filter: { batch_id }, sort, limit: 5, cursor: page.next_cursor });
    }
    const back = [page.data.map(({ id }) => id)];
    while (page.prev_cursor !== null) {
      page = await list({ filter: { batch_id }, sort, limit: 5, cursor: page.prev_cursor });
      back.push(page.data.map(({ id }) => id));
      expect(page.next_cursor).not.toBeNull();
    }

    expect(back.toReversed()).toEqual(forth);
  });

  test("the last page has no cursor, also when it is full", async () => {
    const page = await list({ filter: { batch_id }, limit: 23 });

    expect(page.data).toHaveLength(23);
    expect(page.next_cursor).toBeNull();
  });

  test("runs that come in while one is paging do not move what the next page holds", async () => {
    const scenario = await makeScenario(db);
    const { run_ids } = await makeBatch(db, { scenario, runs: 4 });
    const filter = { scenario_id: [scenario.id] };
    const first = await list({ filter, limit: 2 });
    await makeBatch(db, { scenario, runs: 3 });

    const second = await list({ filter, limit: 2, cursor: first.next_cursor });

    expect(second.data.map(({ id }) => id)).toEqual([run_ids[1], run_ids[0]]);
  });

  test("a search pages like any other filter", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const made: number[] = [];
    for (let batch_index = 0; batch_index < 7; batch_index += 1) {
      made.push(
        (
          await makeRun(db, {
            batch,
            batch_index,
            status: "timeout",
            error: "Quorum of penguins lost",
            ...(batch_index < 4 ? { ttft_ms: batch_index } : {}),
          })
        ).id,
      );
    }

    const found = await readAllPages({ filter: { search: "penguins" }, sort: "ttft_ms", limit: 2 });

    expect(found.map(({ id }) => id)).toEqual(made);
  });
});

describe("filters", () => {
  test("a run is listed with the names of what it belongs to", async () => {
    const scenario = await makeScenario(db);
    const { run_ids } = await makeBatch(db, { scenario, runs: 1 });

    const page = await list({ filter: { scenario_id: [scenario.id] } });

    expect(RunSummary.array().parse(page.data)).toEqual(page.data);
    expect(page.data[0]).toMatchObject({
      id: run_ids[0],
      scenario_name: scenario.name,
      status: "queued",
      cancel_requested: false,
      labels: {},
    });
  });

  test("several values of one filter widen it, several filters narrow it", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const timeout = await makeRun(db, { batch, batch_index: 0, status: "timeout" });
    const failed = await makeRun(db, { batch, batch_index: 1, status: "agent_failed", goal: "failed" });
    await makeRun(db, { batch, batch_index: 2, status: "completed", goal: "failed" });
    const filter = {
      scenario_id: [batch.scenario_id],
      automation_id: [batch.automation_id],
      target_id: [batch.target_id],
      batch_id: batch.id,
    };

    expect(await idsOf({ filter: { ...filter, status: ["timeout", "agent_failed"] } })).toEqual([
      failed.id,
      timeout.id,
    ]);
    expect(await idsOf({ filter: { ...filter, status: ["timeout", "agent_failed"], goal: ["failed"] } })).toEqual([
      failed.id,
    ]);
    expect(await idsOf({ filter: { ...filter, origin: "real" } })).toEqual([]);
  });

  test("a period has its beginning and not its end", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const first = await makeRun(db, { batch, batch_index: 0, status: "completed", due_at: "2026-04-01T10:00:00.000Z" });
    await makeRun(db, { batch, batch_index: 1, status: "completed", due_at: "2026-04-01T11:00:00.000Z" });
    const filter = { batch_id: batch.id, from: "2026-04-01T10:00:00.000Z", to: "2026-04-01T11:00:00.000Z" };

    expect(await idsOf({ filter })).toEqual([first.id]);
  });

  test("tags narrow together; reasons, ids and durations are filters like the others", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const make = (batch_index: number, changes: object) =>
      makeRun(db, { batch, batch_index, status: "timeout", ...changes });
    const both = await make(0, { tags: ["night", "slow"], total_duration_ms: 10, reason_code: "idle_timeout" });
    const one = await make(1, { tags: ["slow"], total_duration_ms: 20, reason_code: "total_timeout" });
    const none = await make(2, { total_duration_ms: 30 });
    const ids = (filter: object) => idsOf({ filter: { batch_id: batch.id, ...filter } });

    expect(await ids({ tag: ["slow"] })).toEqual([one.id, both.id]);
    expect(await ids({ tag: ["slow", "night"] })).toEqual([both.id]);
    expect(await ids({ reason_code: ["idle_timeout", "total_timeout"] })).toEqual([one.id, both.id]);
    expect(await ids({ ids: [none.id, both.id] })).toEqual([none.id, both.id]);
    expect(await ids({ min_total_duration_ms: 20 })).toEqual([none.id, one.id]);
    expect(await ids({ min_total_duration_ms: 11, max_total_duration_ms: 29 })).toEqual([one.id]);
    for (const sort of ["-total_duration_ms", "status,id", "due_at"])
      expect(await idsOf({ filter: { batch_id: batch.id, tag: ["night"] }, sort })).toEqual([both.id]);
  });

  test("another project's runs are not listed", async () => {
    const { id } = await makeBatch(db, { runs: 1 });

    const page = await listRuns(
      { ...ctx, project_id: 2 },
      { filter: { batch_id: id }, sort: "-id", cursor: null, limit: 50 },
    );

    expect(page.data).toEqual([]);
  });
});

describe("search", () => {
  let found: Record<"error" | "reason" | "named" | "tinyfish", number>;
  beforeAll(async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const named = await makeBatch(db, {
      scenario: await makeScenario(db, { name: "Ärger mit Öffnungszeiten" }),
      runs: 1,
    });
    found = {
      error: (
        await makeRun(db, {
          batch,
          batch_index: 0,
          status: "infra_error",
          error: "The stream broke at 100%_done \\ so",
        })
      ).id,
      reason: (await makeRun(db, { batch, batch_index: 1, status: "agent_failed", reason_code: "max_steps_exceeded" }))
        .id,
      tinyfish: (
        await makeRun(db, { batch, batch_index: 2, status: "completed", tinyfish_run_id: "8F0C5D7E-0d2b-4a41" })
      ).id,
      named: named.run_ids[0] ?? 0,
    };
  });

  test.each([
    ["a part of the error, whatever its case", "STREAM BROKE", "error"],
    ["signs that mean something in a pattern", "100%_done \\", "error"],
    ["the reason code", "max_steps", "reason"],
    ["a part of the scenario's name, whatever its case", "öffnungs", "named"],
    ["two letters of the scenario's name", "är", "named"],
    ["the beginning of the TinyFish run id", "8f0c5", "tinyfish"],
    ["text with blanks around it", "  stream broke ", "error"],
  ] as const)("finds runs by %s", async (_, search, expected) => {
    expect(await idsOf({ filter: { search } })).toEqual([found[expected]]);
  });

  test("finds a run by its id", async () => {
    expect(await idsOf({ filter: { search: String(found.error) } })).toContain(found.error);
  });

  test.each(["%%%", "___", "no such text", "99999999999999999999"])(
    "%s stands for itself and finds nothing",
    async (search) => {
      expect(await idsOf({ filter: { search } })).toEqual([]);
    },
  );

  test("finds a rare text however far down the list it is", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const { id } = await makeRun(db, { batch, status: "infra_error", error: "A zeppelin in the wires", ttft_ms: 5 });
    const { id: scenario_id, automation_id, target_id } = await makeScenario(db);
    const plan = makePlan({ scenario_id, automation_id, target_id: target_id ?? 0, origin: "sample", runs: 100 });
    const span = { from: "2026-06-01T00:00:00.000Z", to: "2026-06-02T00:00:00.000Z" };
    await seeds.insertBulkRuns(db, {
      project_id: 1,
      plans: [plan],
      runs: 2_200,
      ...span,
      gap_sketches: [Buffer.from([1, 0])],
      gap_stats: [{}],
    });

    expect(await idsOf({ filter: { search: "zeppelin" }, sort: "-id" })).toEqual([id]);
    expect(await idsOf({ filter: { search: "zeppelin" }, sort: "-ttft_ms" })).toEqual([id]);
  });

  test("blanks alone filter nothing", async () => {
    expect((await list({ filter: { search: "   " }, limit: 1 })).data).toHaveLength(1);
  });
});

describe("cursors", () => {
  const cursorFor = async (input: Partial<ListRunsInput>): Promise<string> => {
    await makeBatch(db, { runs: 2, run_status: "completed" });
    const { next_cursor } = await list({ limit: 1, ...input });
    if (next_cursor === null) throw new Error("There should be another page.");
    return next_cursor;
  };
  const refusal = expect.objectContaining({
    code: "invalid_input",
    fields: [expect.objectContaining({ field: "query.cursor" })],
  });

  test("a cursor is refused with another sort or filter", async () => {
    const cursor = await cursorFor({ sort: "-due_at" });

    await expect(list({ cursor, sort: "due_at" })).rejects.toEqual(refusal);
    await expect(list({ cursor, sort: "-due_at", filter: { status: ["completed"] } })).rejects.toEqual(refusal);
  });

  test("the order in which a filter was written does not matter", async () => {
    const cursor = await cursorFor({ filter: { origin: "simulated", status: ["completed"] } });

    expect((await list({ cursor, filter: { status: ["completed"], origin: "simulated" } })).data).not.toHaveLength(0);
  });

  test.each(["", "x", "bnVsbA", "W10", "WzFd", "e30", "%00", Buffer.from('["",["next",["1"]]]').toString("base64url")])(
    "%j is refused",
    async (cursor) => {
      await expect(list({ cursor })).rejects.toBeInstanceOf(AppError);
      await expect(list({ cursor })).rejects.toEqual(refusal);
    },
  );
});
