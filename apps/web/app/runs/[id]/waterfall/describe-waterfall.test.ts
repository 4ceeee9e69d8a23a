import type { RunEvent } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { describeEvent, describeWaterfall, labelLanes, nearestIndex, pointAt, tableOf } from "./describe-waterfall.ts";
import { prepareSpans } from "./prepare-spans.ts";

const event = (seq: number, offsetMs: number, kind: string, purpose = ""): RunEvent => {
  const data = JSON.stringify({ type: kind, purpose });
  return { seq, offset_ms: offsetMs, kind, bytes: data.length, data };
};
const events = [
  event(0, 14, "STARTED"),
  event(1, 310, "PROGRESS", "Open the page"),
  event(2, 900, "PROGRESS", "Read prices"),
  event(3, 1_000, "PROGRESS", "Note them"),
  event(4, 1_230, "COMPLETE"),
];
const spans = prepareSpans({ run: makeRun(), events, nowMs: null });

test("the picture is told in one sentence", () => {
  expect(describeWaterfall(spans)).toBe(
    "queued 2.0 ms, connecting 4.0 ms, waiting 10 ms, browser 296 ms, 3 steps, 5 events, longest gap 590 ms",
  );
});

test("each lane says its length, and a reused connection says that it has none", () => {
  const run = makeRun({ connection: "reused", stamps: null });

  expect(labelLanes(prepareSpans({ run, events, nowMs: null }), run).map(({ length }) => length)).toEqual([
    "400 ms",
    "reused",
    "14 ms",
    "296 ms",
    "3",
    "5",
  ]);
});

test("steps and events that are no longer kept are not told as none", () => {
  const run = makeRun({ event_count: 5 });

  const labels = labelLanes(prepareSpans({ run, events: [], nowMs: null }), run);

  expect(labels.filter(({ lane }) => lane === "steps" || lane === "events").map(({ length }) => length)).toEqual([
    "-",
    "-",
  ]);
});

test("an event is read out with its place, its offset and its distance to the one before", () => {
  expect(describeEvent(events, 2)).toBe("Event 3 of 5, PROGRESS at 900.0 ms, +590.0 ms: Read prices");
});

test("pointing finds what lies there: a span, an event near by, a gap, or nothing", () => {
  const at = (x: number, y: number) =>
    pointAt(spans, events, { view: { fromMs: 0, toMs: 1_230 }, widthPx: 1_230, x, y });

  expect(at(100, 65)?.text).toBe("browser: 296 ms from 14.0 ms. The browser starts; the agent has not acted yet.");
  expect(at(907, 85)?.text).toBe("step 2: 100 ms from 900.0 ms. Read prices");
  expect(at(312, 105)).toMatchObject({ seq: 1 });
  expect(at(400, 105)).toBeNull();
  expect(at(400, 125)?.text).toBe("longest gap: 590 ms from 310.0 ms");
});

test("the nearest event is the nearest, on either side and at both ends", () => {
  expect([-5, 100, 700, 951, 9_999].map((ms) => nearestIndex(events, ms))).toEqual([0, 0, 2, 3, 4]);
});

test("the table has a row for each part, and says how many steps it leaves out", () => {
  const many = Array.from({ length: 500 }, (_, seq) => event(seq, 20 + seq, "PROGRESS"));
  const table = tableOf(prepareSpans({ run: makeRun(), events: many, nowMs: null }));

  expect(tableOf(spans).rows[3]).toEqual([
    "browser",
    "14.0",
    "296.0",
    "The browser starts; the agent has not acted yet.",
  ]);
  expect([table.rows.length, table.rest]).toEqual([200, 304]);
});
