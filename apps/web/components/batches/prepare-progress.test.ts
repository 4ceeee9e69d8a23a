import type { Batch } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeBatch } from "#fixtures/make-batch.ts";
import { makeKpiBlock } from "#fixtures/make-kpis.ts";
import { prepareProgress } from "./prepare-progress.ts";

const none = { ...makeKpiBlock().by_status, completed: 0, agent_failed: 0 };
const batch = (counts: Partial<Batch["counts"]>, changes: Partial<Batch> = {}): Batch =>
  makeBatch({ run_count: 50, counts: { ...none, ...counts }, ...changes });

test("progress counts what has ended, and says what is left to cancel", () => {
  const progress = prepareProgress(batch({ completed: 20, agent_failed: 5, running: 4, queued: 21 }), null);

  expect(progress).toMatchObject({
    bar: { label: "Runs ended", now: 25, max: 50 },
    sentence: "25 of 50 runs ended",
    cancelText: "Cancel 25 runs",
  });
  expect(progress.parts.map(({ text, percent }) => [text, percent])).toEqual([
    ["20 completed", 40],
    ["5 agent failed", 10],
    ["4 running", 8],
    ["21 queued", 42],
  ]);
});

test("a batch whose runs all ended says so", () => {
  expect(prepareProgress(batch({ completed: 49, cancelled: 1 }), null).sentence).toBe("All 50 runs ended");
});

test("a load that a time ends is as far as its time, and nobody says of how many runs", () => {
  const load = { kind: "closed", concurrency: 4, start_spread_ms: 0, duration_ms: 60_000 } as const;
  const changes = { load, is_counted: false, run_count: 40, started_at: "2026-11-20T10:00:00.000Z" };
  const timed = batch({ completed: 30, running: 10 }, changes);

  const progress = prepareProgress(timed, Date.parse("2026-11-20T10:00:15.400Z"));

  expect(progress).toMatchObject({
    bar: { label: "Seconds of the load", now: 15, max: 60 },
    sentence: "15 of 60 s, 30 runs ended",
    cancelText: "Cancel batch",
  });
  expect(progress.parts.map(({ percent }) => percent)).toEqual([18.75, 6.25]);
  expect(prepareProgress(timed, Date.parse("2026-11-20T10:03:00.000Z")).bar.now).toBe(60);
});
