import type { Run } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareStats } from "./prepare-stats.ts";

const told = (changes: Partial<Run>, title: string) => {
  const stat = prepareStats(makeRun(changes)).find((each) => each.title === title);
  return [stat?.parts.map(({ text, isGreyed }) => (isGreyed ? `(${text})` : text)).join(" / "), stat?.note];
};
const gaps = makeRun().inter_token_stats;
const withGaps = (count: number) => ({ inter_token_stats: gaps && { ...gaps, count } });

test.each<[string, Partial<Run>, string, string, string | null]>([
  ["a time that was measured", {}, "Total time", "1.23 s", null],
  [
    "a run that goes on",
    { status: "running", total_duration_ms: null },
    "Total time",
    "",
    "known when the run has ended",
  ],
  [
    "a run without its end",
    { status: "timeout", total_duration_ms: null },
    "Total time",
    "",
    "the terminal event never came",
  ],
  [
    "a run that was dropped",
    { status: "dropped", total_duration_ms: null, started_at: null },
    "Total time",
    "",
    "the run never started",
  ],
  ["a stream without actions", { ttft_ms: null }, "Time to first action", "", "the stream brought no action"],
  ["an unknown cost", { cost_usd: null, steps: null }, "Cost", "", "not known: no step count"],
  ["steps without a price", { cost_usd: null }, "Cost", "", "not known: no price"],
  ["a free run", { cost_usd: 0 }, "Cost", "$0.00", "price version 1"],
  ["a reused connection", { connection: "reused", connect_ms: null }, "Connection", "reused", null],
  [
    "events that share a stamp",
    { coalesced: true },
    "Connection",
    "fresh",
    "4.0 ms to connect; several events came in one read",
  ],
  ["a wait for a slot", { slot_wait_ms: 4_200 }, "Slot wait / lag", "4.20 s / 2.0 ms", null],
  [
    "a run that was polled",
    { inter_token_stats: null, ttft_ms: null, progress_events: null },
    "Time to first action",
    "",
    "the run was polled: no stream",
  ],
  ["no gaps", { inter_token_stats: null }, "Stalls", "", "fewer than two actions"],
])("%s is told as such, never as zero", (_what, changes, title, value, note) => {
  expect(told(changes, title)).toEqual([value, note]);
});

test.each([
  [4, "(190 ms) / (300 ms) / 312 ms", "n 4 gaps, too few for p50 (6) and p95 (59)"],
  [58, "190 ms / (300 ms) / 312 ms", "n 58 gaps, too few for p95 (59)"],
  [59, "190 ms / 300 ms / 312 ms", "n 59 gaps"],
])("with %i gaps the percentiles that too few support are greyed", (count, value, note) => {
  expect(told(withGaps(count), "Gaps, p50 / p95 / max")).toEqual([value, note]);
});
