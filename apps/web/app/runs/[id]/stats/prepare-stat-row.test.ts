import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareStatRow } from "./prepare-stat-row.ts";

test("of a run that has ended every figure stands in the row", () => {
  const { stats, pending } = prepareStatRow(makeRun());

  expect([stats.length, pending]).toEqual([10, null]);
});

test("while a run goes on, that its figures are not known yet is said once", () => {
  const none = { total_duration_ms: null, ttft_ms: null, inter_token_stats: null, connection: null, cost_usd: null };
  const open = makeRun({ ...none, status: "running", steps: null, time_to_streaming_url_ms: null });

  const { stats, pending } = prepareStatRow(open);

  expect(stats.map(({ title }) => title)).toEqual(["Slot wait / lag", "At the provider"]);
  expect(pending).toBe("Its other figures are known when the run has ended.");
});
