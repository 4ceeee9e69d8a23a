import type { RunEvent } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { eventText, prepareEventRows, prepareStrip } from "./prepare-timeline.ts";

const event = (seq: number, offsetMs: number, kind: string, data: unknown = { type: kind }): RunEvent => {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return { seq, offset_ms: offsetMs, kind, bytes: text.length, data: text };
};
const events = [
  event(0, 14, "STARTED"),
  event(1, 310, "PROGRESS"),
  event(2, 500, "HEARTBEAT"),
  event(3, 900, "PROGRESS"),
  event(4, 1_230, "COMPLETE"),
];

test("each row stands with its offset and the distance to the row before it", () => {
  const rows = prepareEventRows(events, { withHeartbeats: true });

  expect(rows.map(({ offset, delta, kind }) => [offset, delta, kind])).toEqual([
    ["14.0", "+14.0", "STARTED"],
    ["310.0", "+296.0", "PROGRESS"],
    ["500.0", "+190.0", "HEARTBEAT"],
    ["900.0", "+400.0", "PROGRESS"],
    ["1,230.0", "+330.0", "COMPLETE"],
  ]);
});

test("without heartbeats the gap between two actions is whole, and the longest is marked", () => {
  const rows = prepareEventRows(events, { withHeartbeats: false });

  expect(rows.map(({ seq, delta, isLongestGap }) => [seq, delta, isLongestGap])).toEqual([
    [0, "+14.0", false],
    [1, "+296.0", false],
    [3, "+590.0", true],
    [4, "+330.0", false],
  ]);
});

test.each([
  [{ type: "PROGRESS", purpose: "Open the page" }, "Open the page"],
  [{ type: "COMPLETE", status: "FAILED", error: { code: "TASK_FAILED" } }, '{"code":"TASK_FAILED"}'],
  [{ type: "COMPLETE", status: "COMPLETED", error: null }, "COMPLETED"],
  [{ type: "HEARTBEAT" }, ""],
  ['{"type":"PROG', '{"type":"PROG'],
  ["17", "17"],
])("the event %j says %j", (data, text) => {
  expect(eventText(event(0, 0, "X", data))).toBe(text);
});

test("the phases of a run lie end to end on its line", () => {
  const strip = prepareStrip({ run: makeRun(), events, elapsedMs: null });

  expect(strip.segments.map(({ name, duration }) => `${name} ${duration}`)).toEqual([
    "connect 4 ms",
    "wait for first event 10 ms",
    "before first action 296 ms",
    "actions 788 ms",
    "finish 132 ms",
  ]);
  expect(Math.round(strip.segments.reduce((sum, { widthPercent }) => sum + widthPercent, 0))).toBe(100);
  expect(strip.length).toBe("1,230 ms");
});

test("a reused connection has no phase of its own", () => {
  const run = makeRun();
  const reused = { ...run, stamps: run.stamps && { ...run.stamps, connected: null } };

  expect(prepareStrip({ run: reused, events, elapsedMs: null }).segments[0]).toMatchObject({
    name: "wait for first event",
    fromPercent: 0,
  });
});

test("a run that goes on is as long as it has lasted", () => {
  const run = makeRun({ status: "running", stamps: null, total_duration_ms: null });

  expect(prepareStrip({ run, events: events.slice(0, 2), elapsedMs: 5_000 })).toMatchObject({
    length: "5,000 ms",
    segments: [],
  });
});

test("twenty thousand events need no more marks than the line has room for, and an action is never hidden by a heartbeat", () => {
  const many = Array.from({ length: 20_000 }, (_, seq) => event(seq, seq, seq % 100 === 0 ? "PROGRESS" : "HEARTBEAT"));

  const { ticks } = prepareStrip({ run: makeRun({ total_duration_ms: 20_000 }), events: many, elapsedMs: null });

  expect(ticks.length).toBeLessThanOrEqual(401);
  expect(ticks.filter(({ isHeartbeat }) => !isHeartbeat).length).toBeGreaterThanOrEqual(200);
});
