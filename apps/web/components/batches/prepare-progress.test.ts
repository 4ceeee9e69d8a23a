import type { Batch } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeKpiBlock } from "#fixtures/make-kpis.ts";
import { prepareProgress } from "./prepare-progress.ts";

const none = { ...makeKpiBlock().by_status, completed: 0, agent_failed: 0 };
const batch = (counts: Partial<Batch["counts"]>): Pick<Batch, "run_count" | "counts"> => ({
  run_count: 50,
  counts: { ...none, ...counts },
});

test("progress counts what has ended, and says what is left to cancel", () => {
  const progress = prepareProgress(batch({ completed: 20, agent_failed: 5, running: 4, queued: 21 }));

  expect(progress).toMatchObject({ done: 25, sentence: "25 of 50 runs ended", leftToCancel: 25 });
  expect(progress.parts.map(({ text, percent }) => [text, percent])).toEqual([
    ["20 completed", 40],
    ["5 agent failed", 10],
    ["4 running", 8],
    ["21 queued", 42],
  ]);
});

test("a batch whose runs all ended says so", () => {
  expect(prepareProgress(batch({ completed: 49, cancelled: 1 })).sentence).toBe("All 50 runs ended");
});
