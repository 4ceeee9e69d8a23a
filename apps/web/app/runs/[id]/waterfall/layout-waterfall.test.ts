import { expect, test } from "vitest";
import { layoutWaterfall, wholeView } from "./layout-waterfall.ts";
import { moveView } from "./move-view.ts";
import type { Mark, Span, Spans } from "./prepare-spans.ts";

const span = (lane: Span["lane"], fromMs: number, toMs: number, name: string = lane): Span => ({
  lane,
  name,
  text: "",
  fromMs,
  toMs,
  isOpen: false,
});
const mark = (seq: number, atMs: number, kind: Mark["kind"] = "event"): Mark => ({ seq, atMs, kind });
const make = (changes: Partial<Spans> = {}): Spans => ({
  fromMs: 0,
  toMs: 1_000,
  spans: [],
  gaps: [],
  marks: [],
  words: { browser: "browser", steps: "steps", step: "step" },
  ...changes,
});
const WHOLE = { fromMs: 0, toMs: 1_000 };

test("bars lie to scale, each on its lane", () => {
  const { bars } = layoutWaterfall(make({ spans: [span("waiting", 0, 250), span("browser", 250, 1_000)] }), WHOLE, 800);

  expect(bars.map(({ x, y, width }) => [x, y, width])).toEqual([
    [0, 40, 200],
    [200, 60, 600],
  ]);
});

test("a gap without events is as wide as it lasted", () => {
  const { ticks } = layoutWaterfall(make({ marks: [mark(0, 100), mark(1, 900)] }), WHOLE, 1_000);

  expect(ticks.map(({ x }) => x)).toEqual([100, 900]);
});

test("zooming shows a part alone, cut at its edges", () => {
  const spans = [span("browser", 0, 400), span("steps", 400, 900, "step 1"), span("steps", 900, 1_000, "step 2")];
  const { bars, ticks } = layoutWaterfall(
    make({ spans, marks: [mark(0, 100), mark(1, 500)] }),
    { fromMs: 300, toMs: 800 },
    500,
  );

  expect(bars.map(({ tone, x, width }) => [tone, x, width])).toEqual([
    ["browser", 0, 100],
    ["steps", 100, 400],
  ]);
  expect(ticks.map(({ x }) => x)).toEqual([200]);
});

test("twenty thousand events need no more marks than there are pixels, and no heartbeat hides an action", () => {
  const marks = Array.from({ length: 20_000 }, (_, seq) =>
    mark(seq, seq / 20, seq % 100 === 0 ? "event" : "heartbeat"),
  );
  const spans = marks.map(({ atMs }, index) => span("steps", atMs, atMs + 0.05, `step ${index + 1}`));

  const { ticks, bars } = layoutWaterfall(make({ marks, spans }), WHOLE, 600);

  expect(ticks.length).toBeLessThanOrEqual(600);
  expect(ticks.filter(({ tone }) => tone === "event").length).toBeGreaterThanOrEqual(190);
  expect(bars.length).toBeLessThanOrEqual(601);
});

test("a long wait does not squeeze the run at first, and can be looked at", () => {
  expect(wholeView(make({ fromMs: -60_000, toMs: 2_000 }))).toEqual({ fromMs: -500, toMs: 2_000 });
  expect(wholeView(make({ fromMs: -100, toMs: 2_000 }))).toEqual({ fromMs: -100, toMs: 2_000 });
  expect(wholeView(make({ fromMs: -900, toMs: 0 }))).toEqual({ fromMs: -900, toMs: 0 });
});

test("a bracket says as much as it has room for", () => {
  const gap = { fromMs: 100, toMs: 900, isLongest: true, isStall: false, isSilence: false };
  const labelAt = (widthPx: number) => layoutWaterfall(make({ gaps: [gap] }), WHOLE, widthPx).brackets[0]?.label;

  expect([labelAt(800), labelAt(80), labelAt(20)]).toEqual(["longest gap 800 ms", "800 ms", null]);
});

test.each([
  [{ fromMs: 0, toMs: 1_000 }, 600, ["0 ms", "200 ms", "400 ms", "600 ms", "800 ms", "1,000 ms"]],
  [{ fromMs: -500, toMs: 48_200 }, 600, ["0 s", "10 s", "20 s", "30 s", "40 s"]],
  [{ fromMs: 0, toMs: 9_000 }, 420, ["0.0 s", "2.5 s", "5.0 s", "7.5 s"]],
  [{ fromMs: 0, toMs: 900_000 }, 400, ["0 min", "5 min", "10 min", "15 min"]],
])("the axis of %j has round moments in one unit", (view, widthPx, labels) => {
  expect(layoutWaterfall(make(), view, widthPx).axis.map(({ label }) => label)).toEqual(labels);
});

test("walking out of sight takes the view along, and within it leaves the view alone", () => {
  const view = { fromMs: 100, toMs: 200 };

  expect(moveView(view, 150)).toBe(view);
  expect(moveView(view, 500)).toEqual({ fromMs: 450, toMs: 550 });
});
