import type { Batch } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeBatch } from "#fixtures/make-batch.ts";
import { batchesInput, hasFilter, prepareBatchRows } from "./prepare.ts";
import { sortOf, type BatchesParams } from "./search-params.ts";

const params: BatchesParams = {
  search: "",
  status: [],
  scenario: [],
  target: [],
  origin: null,
  sort: "-id",
  cursor: null,
};

const rowOf = (batch: Batch) => prepareBatchRows([batch]).rows[0];

test("a row says how its runs ended in words as in its bar, and how long it took", () => {
  const { counts } = makeBatch();

  const row = rowOf(
    makeBatch({ counts: { ...counts, completed: 54, timeout: 6 }, labels: { branch: "main", why: "nightly" } }),
  );

  expect(row).toMatchObject({
    href: "/batches/7",
    scenario: { href: "/scenarios/3" },
    labels: "branch=main why=nightly",
    runs: "60",
    load: "5 at a time",
    outcomes: "54 completed, 6 timeout",
    since: null,
  });
  expect(row?.parts.map(({ percent }) => percent)).toEqual([90, 10]);
  expect(row?.took).toBe("187.0");
});

test("a batch under way counts on from its start, and one that waits has no time", () => {
  expect(rowOf(makeBatch({ status: "running", finished_at: null }))).toMatchObject({
    took: null,
    since: "2026-11-20T10:00:01.000Z",
  });
  expect(rowOf(makeBatch({ status: "queued", started_at: null, finished_at: null }))).toMatchObject({
    took: null,
    since: null,
  });
});

test("the API is asked for what the address says, and for nothing that it does not", () => {
  expect(batchesInput(params)).toEqual({ sort: "-id", limit: 50 });
  expect(batchesInput({ ...params, search: " main ", status: ["failed"], target: [2], origin: "real" })).toEqual({
    sort: "-id",
    limit: 50,
    search: "main",
    status: ["failed"],
    target_id: [2],
    origin: "real",
  });
  expect(hasFilter(params)).toBe(false);
});

test("only orders that the API knows are asked for, by one key", () => {
  expect([sortOf("run_count"), sortOf("-id,-run_count"), sortOf("status")]).toEqual(["run_count", "-run_count", "-id"]);
});

test.each([
  ["valid", null],
  [null, null],
  ["suspect", "suspect"],
  ["invalid", "invalid"],
] as const)("a batch whose validity is %s shows the doubt %s", (validity_verdict, doubt) => {
  expect(rowOf(makeBatch({ validity_verdict }))?.doubt).toBe(doubt);
});
