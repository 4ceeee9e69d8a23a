import { RunColumn, RunFacets } from "@tfbench/contracts";
import type { RunFilter, Verdict } from "@tfbench/contracts";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { testContext } from "../test-context.ts";
import { exportRuns } from "./export-runs.ts";
import { listRunFacets } from "./list-run-facets.ts";
import { listRunIds } from "./list-run-ids.ts";
import { listRuns } from "./list-runs.ts";
import { tagRuns } from "./tag-runs.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  // Two scenarios, some runs of each, every third tagged, some cancelled without a reason.
  for (const name of ["Alpha prices", "Beta prices"]) {
    const batch = await makeBatch(db, { scenario: await makeScenario(db, { name }), runs: 0 });
    for (let batch_index = 0; batch_index < 12; batch_index += 1) {
      const isFailed = batch_index % 4 === 0;
      await makeRun(db, {
        batch,
        batch_index,
        status: isFailed ? "timeout" : "completed",
        goal: batch_index % 2 === 0 ? "passed" : "failed",
        total_duration_ms: 100 * batch_index,
        ...(isFailed ? { reason_code: "idle_timeout", error: "No event came" } : {}),
        ...(batch_index % 3 === 0 ? { tags: ["third", ...(batch_index === 0 ? ["first"] : [])] } : {}),
      });
    }
  }
  // Judged: runs that passed, that failed and that nothing judged.
  await db.query("UPDATE runs SET goal = 'not_evaluated' WHERE batch_index IN (3, 10)");
  await db.query(
    "UPDATE runs SET verdict_goal = 'passed', verdict_at = now() WHERE batch_index % 5 = 0 OR batch_index = 3",
  );
});
afterAll(() => db.close());

/** How often each value occurs among all pages of a list, counted one by one. */
async function countSlowly(
  filter: RunFilter,
  valueOf: (run: Record<string, unknown>) => unknown,
): Promise<Map<unknown, number>> {
  const values = (await readAll(filter, null)).flatMap((run) => valueOf(run)).filter((value) => value !== null);
  return new Map([...Map.groupBy(values, (value) => value)].map(([value, each]) => [value, each.length]));
}

async function readAll(filter: RunFilter, cursor: string | null): Promise<Record<string, unknown>[]> {
  const { data, next_cursor } = await listRuns(ctx, { filter, sort: "-id", cursor, limit: 10 });
  return next_cursor === null ? data : [...data, ...(await readAll(filter, next_cursor))];
}

const asMap = (values: readonly { value: unknown; count: number }[]) =>
  new Map(values.map(({ value, count }) => [value, count]));
const without = (filter: RunFilter, name: keyof RunFilter): RunFilter => {
  const { [name]: _, ...rest } = filter;
  return rest;
};

const standOf = ({ verdict, goal }: Record<string, unknown>): string | null => {
  if (verdict === null) return null;
  if (goal === "not_evaluated") return "alone";
  return (verdict as Verdict).goal === goal ? "agrees" : "differs";
};

describe("facets", () => {
  test.each<[string, RunFilter]>([
    ["no filter", {}],
    ["one status", { status: ["timeout"] }],
    ["a status and a goal", { status: ["completed"], goal: ["failed"] }],
    ["a tag", { tag: ["third"] }],
    ["two tags", { tag: ["third", "first"] }],
    ["a reason", { reason_code: ["idle_timeout"] }],
    ["a search for a scenario", { search: "alpha" }],
    ["a search for an error", { search: "no event", goal: ["passed"] }],
    ["a duration", { min_total_duration_ms: 300, max_total_duration_ms: 800 }],
    ["a verdict that differs", { verdict: ["differs"] }],
    ["any verdict, and a goal", { verdict: ["differs", "agrees", "alone"], goal: ["failed"] }],
    ["a verdict and a search", { verdict: ["agrees"], search: "alpha" }],
    ["nothing that exists", { origin: "real" }],
  ])("with %s count what the list holds with every filter but their own", async (_, filter) => {
    const facets = await listRunFacets(ctx, filter);

    expect(RunFacets.parse(facets)).toEqual(facets);
    expect(facets.total).toBe([...(await countSlowly(filter, () => "run")).values()][0] ?? 0);
    for (const name of ["status", "goal", "origin", "reason_code"] as const)
      expect([name, asMap(facets[name].values)]).toEqual([
        name,
        await countSlowly(without(filter, name), (run) => run[name]),
      ]);
    expect(asMap(facets.tag.values)).toEqual(await countSlowly(without(filter, "tag"), (run) => run["tags"]));
    const verdicts = await countSlowly(without(filter, "verdict"), standOf);
    expect(asMap(facets.verdict.values)).toEqual(verdicts);
    const scenarios = await countSlowly(without(filter, "scenario_id"), (run) => run["scenario_name"]);
    expect(new Map(facets.scenario.values.map(({ name, count }) => [name, count]))).toEqual(scenarios);
  });

  test("tell runs of a warm-up and a cool-down from those that are measured, as the list does", async () => {
    const batch = await makeBatch(db, { runs: 0, origin: "real" });
    const ids: number[] = [];
    for (let batch_index = 0; batch_index < 7; batch_index += 1)
      ids.push((await makeRun(db, { batch, batch_index, origin: "real", status: "completed" })).id);
    const [first = 0, second = 0, last = 0] = [ids[0], ids[1], ids[6]];
    await db.query("UPDATE runs SET load_part = 'warm_up' WHERE id = ANY($1)", [[first, second]]);
    await db.query("UPDATE runs SET load_part = 'cool_down' WHERE id = $1", [last]);
    const listed = async (load_part: NonNullable<RunFilter["load_part"]>) =>
      (await readAll({ batch_id: batch.id, load_part }, null)).map(({ id }) => id);

    expect(await listed(["warm_up"])).toEqual([second, first]);
    expect(await listed(["warm_up", "cool_down"])).toEqual([last, second, first]);
    expect(await listed(["measured"])).toEqual(ids.slice(2, 6).toReversed());
    expect(await listed(["measured", "cool_down"])).toEqual(ids.slice(2).toReversed());
    for (const [load_part, total] of [
      [[], 7],
      [["measured"], 4],
      [["cool_down"], 1],
    ] as const) {
      const facets = await listRunFacets(ctx, { batch_id: batch.id, load_part: [...load_part] });
      expect(facets.total).toBe(total);
      expect(facets.load_part.values).toEqual([
        { value: "measured", count: 4 },
        { value: "warm_up", count: 2 },
        { value: "cool_down", count: 1 },
      ]);
    }
  });

  test("come the most frequent first, fifty at most, and say that there are more", async () => {
    const batch = await makeBatch(db, { runs: 0, origin: "real" });
    for (let batch_index = 0; batch_index < 53; batch_index += 1) {
      const reason_code = `reason_${String(Math.max(batch_index, 1)).padStart(2, "0")}`;
      await makeRun(db, { batch, batch_index, origin: "real", status: "agent_failed", reason_code });
    }

    const { reason_code, status } = await listRunFacets(ctx, { batch_id: batch.id });

    expect(reason_code.values).toHaveLength(50);
    expect(reason_code.values.slice(0, 2)).toEqual([
      { value: "reason_01", count: 2 },
      { value: "reason_02", count: 1 },
    ]);
    expect([reason_code.more, status.more]).toEqual([true, false]);
    expect([reason_code.distinct, status.distinct]).toEqual([52, 1]);
  });
});

describe("an export", () => {
  const columns = ["id", "status", "tags", "verdict_goal", "scenario_name"] as const satisfies RunColumn[];
  async function read(filter: RunFilter, sort: string) {
    const { total, pages } = await exportRuns(ctx, { filter, sort, columns });
    const rows = [];
    for await (const page of pages) rows.push(...page);
    return { total, rows };
  }

  test.each<[RunFilter, string]>([
    [{ search: "prices" }, "-id"],
    [{ search: "prices", status: ["completed"] }, "-total_duration_ms"],
    [{ verdict: ["differs"] }, "-id"],
    [{ tag: ["third"] }, "scenario_name,total_duration_ms"],
    [{ search: "nothing that exists" }, "-id"],
  ])("of %j by %s holds the runs of the list, each once, in its order", async (filter, sort) => {
    const listed = await listRuns(ctx, { filter, sort, cursor: null, limit: 200 });

    const { total, rows } = await read(filter, sort);

    expect(rows).toEqual(
      listed.data.map(({ id, status, tags, verdict, scenario_name }) => ({
        id,
        status,
        tags,
        verdict_goal: verdict?.goal ?? null,
        scenario_name,
      })),
    );
    expect(total).toBe(rows.length);
  });

  test("has every column there is", async () => {
    const { pages } = await exportRuns(ctx, { filter: { ids: [1] }, sort: "-id", columns: RunColumn.options });

    const [row] = (await pages.next()).value ?? [];

    expect(Object.keys(row ?? {})).toEqual(RunColumn.options);
  });

  test("goes on over more runs than one page, and is not moved by runs that come in meanwhile", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    await db.query(
      `INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin)
       SELECT 1, $1, i, $2, $3, $4, 'simulated' FROM generate_series(1, 2500) i`,
      [batch.id, batch.scenario_id, batch.automation_id, batch.target_id],
    );
    const { total, pages } = await exportRuns(ctx, { filter: { batch_id: batch.id }, sort: "-id", columns: ["id"] });

    const ids: unknown[] = [];
    for await (const page of pages) {
      ids.push(...page.map(({ id }) => id));
      await makeRun(db, { batch, batch_index: 10_000 + ids.length });
    }

    expect(total).toBe(2_500);
    expect(ids).toHaveLength(2_500);
    expect(ids).toEqual(ids.toSorted((a, b) => Number(b) - Number(a)));
  });
});

describe("the ids of a filter", () => {
  test.each<[string, RunFilter]>([
    ["one status", { status: ["timeout"] }],
    ["a search and a tag", { search: "Alpha", tag: ["third"] }],
    ["nothing that exists", { search: "no such text" }],
  ])("are those of the list, each once and counted: %s", async (_, filter) => {
    const { total, ids } = await listRunIds(ctx, filter);

    expect(ids).toEqual((await readAll(filter, null)).map(({ id }) => id));
    expect(total).toBe(ids.length);
    expect(total).toBe((await listRunFacets(ctx, filter)).total);
  });

  test("stay as they were, when runs come in and others leave the filter while they are worked on", async () => {
    const batch = await makeBatch(db, { runs: 0 });
    const filter = { batch_id: batch.id, status: ["completed" as const] };
    for (const batch_index of [0, 1, 2]) await makeRun(db, { batch, batch_index, status: "completed" });
    const { ids } = await listRunIds(ctx, filter);

    await makeRun(db, { batch, batch_index: 3, status: "completed" });
    const first = await tagRuns(ctx, { ids: ids.slice(0, 2), add: ["seen"], remove: [] });
    const second = await tagRuns(ctx, { ids: ids.slice(2), add: ["seen"], remove: [] });

    expect(first.done + second.done).toBe(3);
    expect((await listRunIds(ctx, { ...filter, tag: ["seen"] })).ids).toEqual(ids);
    expect((await listRunIds(ctx, filter)).total).toBe(4);
  });
});
