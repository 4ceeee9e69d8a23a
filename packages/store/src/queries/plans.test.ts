import type { BatchPlan, RunFilter, RunSort } from "@tfbench/contracts";
import { makePlan, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchEndingsStatement, runsByStatusStatement } from "./batches.ts";
import { insertBulkRuns } from "./bulk-runs.ts";
import { countFinishedRunsStatement, finishedRunsOfBatchStatement, finishedRunsStatement } from "./finished-runs.ts";
import { queueDepthStatement } from "./health.ts";
import { originsStatement, recentRunsStatement } from "./kpis.ts";
import { reportRunsStatement, sampleStatement } from "./report-runs.ts";
import { nextDueAtStatement } from "./rollups.ts";
import { runIdsStatement, runsByIdsStatement } from "./run-export.ts";
import { runFacetsStatement } from "./run-facets.ts";
import { runPageStatement } from "./run-page.ts";
import type { RunPageOrder, RunPageStep } from "./run-page.ts";
import { runStatement } from "./runs.ts";
import type { Statement } from "./statement.ts";

const RUNS = 200_000;
const SCENARIOS = 12;
/** As many whole hours as make 200,000 runs a month's work. */
const FROM = "2026-10-01T00:00:00.000Z";
const TO = "2026-10-31T00:00:00.000Z";

const GAP_STATS = {
  count: 8,
  min: 812.25,
  mean: 2_310.5,
  p50: 1_950.75,
  p95: 6_120.25,
  p99: 7_890.5,
  max: 8_120.75,
  stddev: 1_540.25,
  stalls: 0,
  stall_threshold_ms: 30_000,
};

/** Filters by what people put on some runs. */
const marks: Record<string, RunFilter> = {
  "one tag": { tag: ["checked"] },
  "one verdict": { verdict: ["differs"] },
  "one part of loads": { load_part: ["warm_up"] },
};

let db: TestDatabase;
let plans: BatchPlan[];

beforeAll(async () => {
  db = await testDatabase();
  plans = await Promise.all(Array.from({ length: SCENARIOS }, () => makeScenarioPlan()));
  await fillQuickly(() =>
    insertBulkRuns(db, {
      project_id: 1,
      plans,
      runs: RUNS,
      from: FROM,
      to: TO,
      // As long as real ones: what the planner weighs is how much longer the rows are than the entries of an index.
      gap_sketches: [Buffer.alloc(220, 1)],
      gap_stats: [GAP_STATS],
    }),
  );
  await db.query("UPDATE runs SET tags = '{checked}' WHERE id % 100 = 0");
  await db.query("UPDATE runs SET verdict_goal = 'failed', verdict_at = now() WHERE id % 150 = 0");
  await db.query("UPDATE runs SET load_part = 'warm_up' WHERE id % 120 = 0");
  await db.query("VACUUM (ANALYZE) runs");
  await db.query("ANALYZE");
}, 180_000);

afterAll(() => db.close());

async function makeScenarioPlan(): Promise<BatchPlan> {
  const { id, automation_id, target_id } = await makeScenario(db);
  return makePlan({ scenario_id: id, automation_id, target_id: target_id ?? 0, origin: "sample", runs: 100 });
}

/** Without foreign-key checks, and with indexes built afterwards, 200,000 runs take a third of the time. */
async function fillQuickly(fill: () => Promise<void>): Promise<void> {
  const indexes = await db.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'runs' AND indexname LIKE 'runs\\_%\\_idx'",
  );
  for (const { name } of indexes) await db.query(`DROP INDEX ${name}`);
  await db.query("ALTER TABLE runs DISABLE TRIGGER ALL");
  await fill();
  for (const { definition } of indexes) await db.query(definition);
}

type PlanNode = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: PlanNode[] };

async function planOf({ text, values }: Statement): Promise<PlanNode[]> {
  const [row] = await db.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
  return (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => flatten(Plan));
}
const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** Every statement by a name that says what it is; the ones that read all of `runs`, or none of its indexes, are returned. */
async function findSlow(statements: Record<string, Statement>): Promise<string[]> {
  const slow: string[] = [];
  for (const [name, statement] of Object.entries(statements)) {
    const nodes = await planOf(statement);
    const readsAll = nodes.some((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "runs");
    const usesIndex = nodes.some((node) => node["Index Name"]?.startsWith("runs_") === true);
    if (readsAll || !usesIndex) slow.push(name);
  }
  return slow;
}

const idOf = (noun: "scenario" | "automation" | "target", index: number): number => plans[index]?.[noun].id ?? 0;

function filters(): Record<string, RunFilter> {
  return {
    "no filter": {},
    "one status": { status: ["timeout"] },
    "the most common status": { status: ["completed"] },
    "a status nothing has": { status: ["budget_stopped"] },
    "several statuses": { status: ["infra_error", "timeout", "aborted"] },
    "one goal": { goal: ["blocked"] },
    "several goals": { goal: ["failed", "blocked"] },
    "a status and a goal that never meet": { status: ["timeout"], goal: ["blocked"] },
    "one scenario": { scenario_id: [idOf("scenario", 3)] },
    "several scenarios": { scenario_id: [idOf("scenario", 3), idOf("scenario", 4)] },
    "one automation": { automation_id: [idOf("automation", 3)] },
    "one target": { target_id: [idOf("target", 3)] },
    "one batch": { batch_id: 100 },
    "the only origin": { origin: "sample" },
    "an origin nothing has": { origin: "real" },
    "the oldest day": { from: "2026-10-01T00:00:00.000Z", to: "2026-10-02T00:00:00.000Z" },
    "half a month": { from: "2026-10-10T00:00:00.000Z", to: "2026-10-25T00:00:00.000Z" },
    "one reason": { reason_code: ["idle_timeout"] },
    "several reasons": { reason_code: ["worker_lost", "truncated"] },
    "slow runs": { min_total_duration_ms: 70_000 },
    "a band of durations": { min_total_duration_ms: 20_000, max_total_duration_ms: 20_100 },
    "what is measured": { load_part: ["measured"] },
    "what is measured, or cools down": { load_part: ["measured", "cool_down"] },
    "some ids": { ids: [3, 4_711, 150_000] },
    "everything at once": {
      status: ["completed", "agent_failed"],
      goal: ["failed"],
      scenario_id: [idOf("scenario", 3)],
      automation_id: [idOf("automation", 3)],
      target_id: [idOf("target", 3)],
      origin: "sample",
      from: "2026-10-10T00:00:00.000Z",
      to: "2026-10-25T00:00:00.000Z",
    },
  };
}

/** Those with an index of their own. */
const INDEXED_SORTS = ["id", "due_at", "total_duration_ms", "ttft_ms", "cost_usd"].flatMap((key) => [`-${key}`, key]);
const OTHER_SORTS = [
  "status",
  "-goal",
  "scenario_name",
  "-steps",
  "status,-total_duration_ms",
  "-total_duration_ms,steps",
  "scenario_name,-due_at",
  "goal,-ttft_ms,cost_usd,id",
];

const sortKeyOf = (sort: RunSort): string => {
  if (sort.endsWith("id")) return "50000";
  return sort.endsWith("due_at") ? "2026-10-15T00:00:00.000000Z" : "1234.5";
};

const placeAt = (sort: RunSort, key: string | null) => ({ keys: sort.endsWith("id") ? ["50000"] : [key, "50000"] });

function listStatements(sort: RunSort): Record<string, Statement> {
  const statements: Record<string, Statement> = {};
  const isNullable = !sort.endsWith("id") && !sort.endsWith("due_at");
  const pages: (readonly [string, RunPageOrder["after"], RunPageStep["values"]])[] = [
    ["first page", null, "present"],
    ["a later page", placeAt(sort, sortKeyOf(sort)), "present"],
    ...(isNullable
      ? ([
          ["runs without a value", null, "missing"],
          ["more runs without a value", placeAt(sort, null), "missing"],
        ] as const)
      : []),
  ];
  for (const [page, after, values] of pages) {
    const order: RunPageOrder = { project_id: 1, filter: {}, search: null, sort, after, toward: "next", limit: 51 };
    for (const [name, filter] of Object.entries(filters())) {
      statements[`${sort}, ${page}, ${name}`] = runPageStatement({ ...order, filter }, { values, reach: "whole_list" });
    }
    for (const [name, filter] of Object.entries(marks)) {
      statements[`${sort}, ${page}, ${name}`] = runPageStatement(
        { ...order, filter },
        { values, reach: "found_first" },
      );
    }
    for (const [name, search] of Object.entries(searches())) {
      for (const reach of ["nearby", "found_first"] as const) {
        statements[`${sort}, ${page}, search for ${name}, ${reach}`] = runPageStatement(
          { ...order, search },
          { values, reach },
        );
      }
    }
  }
  return statements;
}

const searches = () => ({
  "a text that nothing has": { text: "never seen", scenario_ids: [] },
  "a text that few have": { text: "ended as aborted", scenario_ids: [] },
  "a text that many have": { text: "timeout", scenario_ids: [] },
  "two letters": { text: "ab", scenario_ids: [] },
  "a run's id": { text: "4711", scenario_ids: [] },
  "the name of a scenario": { text: "scenario", scenario_ids: [idOf("scenario", 3)] },
});

describe("with 200,000 runs, ANALYZE and default planner settings", () => {
  test.each(INDEXED_SORTS)("the list sorted by %s uses an index of runs, whatever the filter", async (sort) => {
    const statements = listStatements(sort);

    expect(await findSlow(statements)).toEqual([]);
  });

  test.each(INDEXED_SORTS.flatMap((sort) => [[sort, "next"] as const, [sort, "previous"] as const]))(
    "a page of the whole list sorted by %s, read toward the %s page, comes in the order of an index, never sorted",
    async (sort, toward) => {
      const order: RunPageOrder = {
        project_id: 1,
        filter: {},
        search: null,
        sort,
        after: placeAt(sort, sortKeyOf(sort)),
        toward,
        limit: 51,
      };

      const nodes = await planOf(runPageStatement(order, { values: "present", reach: "whole_list" }));

      const picked = nodes.find((node) => node["Node Type"] === "Limit")?.Plans?.[0]?.["Node Type"];
      expect(picked).toBe("Index Only Scan");
    },
  );

  test.each(OTHER_SORTS)(
    "the list sorted by %s is collected from an index alone, whatever the filter",
    async (sort) => {
      const order: RunPageOrder = {
        project_id: 1,
        filter: {},
        search: null,
        sort,
        after: null,
        toward: "next",
        limit: 51,
      };
      const statements = Object.fromEntries(
        Object.entries(filters()).map(([name, filter]) => [
          name,
          runPageStatement({ ...order, filter }, { values: "any", reach: "whole_list" }),
        ]),
      );

      for (const [name, search] of Object.entries(searches()))
        statements[`search for ${name}`] = runPageStatement(
          { ...order, search },
          { values: "any", reach: "found_first" },
        );

      expect(await findSlow(statements)).toEqual([]);
    },
  );

  test("counting the values of every filter, and naming every run of an export, uses an index of runs", async () => {
    const statements: Record<string, Statement> = {};
    for (const [name, filter] of Object.entries({ ...filters(), ...marks })) {
      const conditions = { project_id: 1, filter, search: null };
      statements[`facets, ${name}`] = runFacetsStatement({ ...conditions, limit: 51 });
      statements[`export, ${name}`] = runIdsStatement({ ...conditions, sort: "status,-total_duration_ms" });
    }
    for (const [name, search] of Object.entries(searches())) {
      const conditions = { project_id: 1, filter: {}, search };
      statements[`facets, search for ${name}`] = runFacetsStatement({ ...conditions, limit: 51 });
      statements[`export, search for ${name}`] = runIdsStatement({ ...conditions, sort: "-id" });
    }

    expect(await findSlow(statements)).toEqual([]);
  });

  test("a page of an export is read by the ids of its runs", async () => {
    const nodes = await planOf(
      runsByIdsStatement({ ids: Int32Array.from({ length: 1_000 }, (_, i) => 1 + i * 200), columns: ["id", "tags"] }),
    );

    expect(nodes.some((node) => node["Index Name"] === "runs_pkey")).toBe(true);
    expect(nodes.some((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "runs")).toBe(false);
  });

  test("every read for figures uses an index of runs", async () => {
    const window = {
      project_id: 1,
      origin: "sample",
      from: "2026-10-10T00:00:00.000Z",
      to: "2026-10-11T00:00:00.000Z",
    } as const;
    const after = { due_at: "2026-10-10 12:00:00.000001+00", id: 70_000 };
    const narrowed = {
      scenario_id: idOf("scenario", 3),
      automation_id: idOf("automation", 3),
      target_id: idOf("target", 3),
    };

    const slow = await findSlow({
      "count of a day": countFinishedRunsStatement(window, 5_001),
      "count of a scenario's month": countFinishedRunsStatement({ ...window, ...narrowed, from: FROM, to: TO }, 5_001),
      "runs of a day": finishedRunsStatement(window, { after: null, limit: 1_000 }),
      "more runs of a day": finishedRunsStatement(window, { after, limit: 1_000 }),
      "runs of a scenario's month": finishedRunsStatement(
        { ...window, ...narrowed, from: FROM, to: TO },
        { after: null, limit: 1_000 },
      ),
      "runs of an hour": finishedRunsStatement(
        { ...window, to: "2026-10-10T01:00:00.000Z" },
        { after: null, limit: 1_000 },
      ),
      "report of a scenario's month": reportRunsStatement(
        { ...window, ...narrowed, from: FROM, to: TO },
        { after: null, limit: 1_000 },
      ),
      "more of that report": reportRunsStatement(
        { ...window, ...narrowed, from: FROM, to: TO },
        { after, limit: 1_000 },
      ),
      "a sample of four days": sampleStatement(
        { ...window, to: "2026-10-14T00:00:00.000Z" },
        Array.from({ length: SCENARIOS }, (_, i) => ({ scenario_id: idOf("scenario", i), stride: 16 })),
      ),
      origins: originsStatement(1),
      "recent runs": recentRunsStatement({ project_id: 1, origin: "sample", limit: 10 }),
      "recent runs of a scenario": recentRunsStatement({ project_id: 1, origin: "sample", ...narrowed, limit: 10 }),
      "recent runs of an origin without runs": recentRunsStatement({ project_id: 1, origin: "real", limit: 10 }),
      queue: queueDepthStatement(1),
      "next hour with runs": nextDueAtStatement({ project_id: 1, from: "2026-10-10T00:00:00.000Z" }),
    });

    expect(slow).toEqual([]);
  });

  test("reading one run, one batch and its runs uses an index of runs", async () => {
    const slow = await findSlow({
      run: runStatement({ project_id: 1, id: 4_711 }),
      "runs of a batch": finishedRunsOfBatchStatement({ batch_id: 100, after_index: -1, limit: 1_000 }),
      "how a batch ends": batchEndingsStatement([100]),
      "counts of a page of batches": runsByStatusStatement(Array.from({ length: 50 }, (_, i) => 500 + i)),
    });

    expect(slow).toEqual([]);
  });
});
