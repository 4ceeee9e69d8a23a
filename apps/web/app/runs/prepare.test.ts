import type { Goal, RunFacets } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { prepareRunRows } from "#components/runs/prepare-run-rows.ts";
import { countFilters, countMoreFilters, filterText, hasFilter, listHeads, runsInput } from "./prepare.ts";
import { loadRunsParams } from "./search-params.ts";

test("an address without filters asks for the newest runs", () => {
  expect(runsInput(loadRunsParams({}))).toEqual({ sort: "-id", limit: 50 });
});

test("every filter of the address reaches the API", () => {
  const params = loadRunsParams(
    "?search=%20login%20&status=completed,timeout&goal=passed&scenario=1,2&automation=3&target=4&origin=real&batch=5&from=2026-11-20T10:00:00.000Z&to=2026-11-21T10:00:00.000Z&reason=idle_timeout&tag=night,slow&verdict=differs&part=measured,warm_up&longer=1.5&shorter=60&sort=status,-cost_usd&cursor=abc&columns=run,cost",
  );

  expect(runsInput(params)).toEqual({
    search: "login",
    status: ["completed", "timeout"],
    goal: ["passed"],
    scenario_id: [1, 2],
    automation_id: [3],
    target_id: [4],
    origin: "real",
    batch_id: 5,
    from: "2026-11-20T10:00:00.000Z",
    to: "2026-11-21T10:00:00.000Z",
    reason_code: ["idle_timeout"],
    tag: ["night", "slow"],
    verdict: ["differs"],
    load_part: ["measured", "warm_up"],
    min_total_duration_ms: 1_500,
    max_total_duration_ms: 60_000,
    sort: "status,-cost_usd",
    cursor: "abc",
    limit: 50,
  });
});

test("nonsense in the address is left out", () => {
  expect(runsInput(loadRunsParams("?status=nonsense&scenario=abc&origin=moon&sort=name&from=yesterday"))).toEqual({
    sort: "-id",
    limit: 50,
  });
});

test.each(["name", "id,-id", "status,goal,steps,id,ttft_ms", ",", "-"])("%j is no order", (sort) => {
  expect(loadRunsParams({ sort }).sort).toBe("-id");
});

test("sorting and paging are no filter", () => {
  expect(hasFilter(loadRunsParams("?sort=id&cursor=abc"))).toBe(false);
  expect(hasFilter(loadRunsParams("?search=x"))).toBe(true);
  expect(hasFilter(loadRunsParams("?batch=3"))).toBe(true);
});

test("a page of endpoints shows goals where another page of the same list has some, and none where no page has", () => {
  const page = prepareRunRows([makeRunSummary({ provider: "openai", goal: "not_evaluated", steps: null })]);
  const none = { values: [], more: false, distinct: 0 };
  const facetsOf = (goals: readonly Goal[]): RunFacets => ({
    total: 2,
    status: none,
    goal: { values: goals.map((value) => ({ value, count: 1 })), more: false, distinct: goals.length },
    origin: none,
    reason_code: none,
    tag: none,
    verdict: none,
    load_part: none,
    scenario: none,
    automation: none,
    target: none,
  });

  expect(listHeads(page, undefined).hasGoals).toBe(false);
  expect(listHeads(page, facetsOf(["not_evaluated"])).hasGoals).toBe(false);
  expect(listHeads(page, facetsOf(["not_evaluated", "passed"])).hasGoals).toBe(true);
  expect(listHeads(undefined, undefined).hasGoals).toBe(true);
});

test("the filters that a phone folds away are counted by control: both ends of a range are one", () => {
  expect(countFilters(loadRunsParams("?search=x&batch=3"))).toBe(0);
  expect(
    countFilters(loadRunsParams("?status=completed,timeout&longer=1&shorter=2&from=2026-11-20T10:00:00.000Z")),
  ).toBe(3);
});

test("filters out of sight are counted by control too, so that they are shown where they are set", () => {
  expect(countMoreFilters(loadRunsParams("?status=completed&search=x&batch=3"))).toBe(0);
  expect(
    countMoreFilters(loadRunsParams("?automation=1,2&tag=a&verdict=agrees&part=measured&longer=1&shorter=2")),
  ).toBe(5);
});

test("a filter control names what is chosen", () => {
  expect([filterText("Goal", []), filterText("Goal", ["passed"]), filterText("Goal", ["passed", "failed"])]).toEqual([
    "Goal",
    "Goal: passed",
    "Goal: 2 chosen",
  ]);
});
