import type { Run, RunEvent } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareSpans, type Spans } from "./prepare-spans.ts";

const event = (seq: number, offsetMs: number, kind: string, purpose = ""): RunEvent => {
  const data = JSON.stringify({ type: kind, purpose });
  return { seq, offset_ms: offsetMs, kind, bytes: data.length, data };
};
const events = [
  event(0, 14, "STARTED"),
  event(1, 310, "PROGRESS", "Open the page"),
  event(2, 500, "HEARTBEAT"),
  event(3, 900, "PROGRESS", "Read prices"),
  event(4, 1_000, "PROGRESS", "Note them"),
  event(5, 1_230, "COMPLETE"),
];
const going = makeRun({
  status: "running",
  goal: "not_evaluated",
  total_duration_ms: null,
  stamps: null,
  inter_token_stats: null,
  connection: null,
});
const nowAfter = (ms: number) => Date.parse("2026-11-20T10:00:00.400Z") + ms;
const told = ({ spans }: Spans) =>
  spans.map(({ lane, fromMs, toMs, isOpen }) => `${lane} ${fromMs}-${toMs}${isOpen ? "..." : ""}`);

test("a run that has ended lies on its lanes end to end, from the moment it was due to its terminal event", () => {
  const spans = prepareSpans({ run: makeRun(), events, nowMs: null });

  expect(told(spans)).toEqual([
    "queued -2-0",
    "connecting 0-4",
    "waiting 4-14",
    "browser 14-310",
    "steps 310-900",
    "steps 900-1000",
    "steps 1000-1230",
  ]);
  expect(spans.spans.at(-1)?.text).toBe("Note them");
  expect([spans.fromMs, spans.toMs]).toEqual([-2, 1_230]);
});

test("a reused connection has no span of its own", () => {
  const run = makeRun({ connection: "reused" });
  const reused = { ...run, stamps: run.stamps && { ...run.stamps, connected: null } };

  expect(told(prepareSpans({ run: reused, events, nowMs: null })).slice(1, 3)).toEqual([
    "waiting 0-14",
    "browser 14-310",
  ]);
});

test.each<[string, Partial<Run>, number, number, string[]]>([
  ["waits to start", { status: "queued", started_at: null }, 0, 600, ["queued -1000-0..."]],
  ["waits for its first event", {}, 0, 600, ["queued -400-0", "waiting 0-600..."]],
  ["has a browser that starts", {}, 1, 600, ["queued -400-0", "waiting 0-14", "browser 14-600..."]],
  [
    "is in its second step",
    {},
    4,
    1_000,
    ["queued -400-0", "waiting 0-14", "browser 14-310", "steps 310-900", "steps 900-1000..."],
  ],
])("a run that %s is told as far as it has come", (_what, changes, count, afterMs, expected) => {
  const run = { ...going, ...changes };

  expect(told(prepareSpans({ run, events: events.slice(0, count), nowMs: nowAfter(afterMs) }))).toEqual(expected);
});

test("the same run shows the same steps and gaps while it goes on and after it has ended", () => {
  const live = prepareSpans({ run: going, events, nowMs: nowAfter(1_230) });
  const ended = prepareSpans({ run: makeRun(), events, nowMs: null });
  const steps = (all: Spans) =>
    all.spans.filter(({ lane }) => lane === "steps").map(({ fromMs, name }) => [fromMs, name]);

  expect(steps(live)).toEqual(steps(ended));
  expect(live.marks).toEqual(ended.marks);
  expect(live.gaps).toEqual(ended.gaps);
});

test("the longest gap lies between two actions; a heartbeat within does not break it", () => {
  expect(prepareSpans({ run: makeRun(), events, nowMs: null }).gaps).toEqual([
    { fromMs: 310, toMs: 900, isLongest: true, isStall: false, isSilence: false },
  ]);
});

test("every gap over the run's own threshold is a stall, and so is silence before the end", () => {
  const stats = makeRun().inter_token_stats;
  const run = makeRun({
    status: "timeout",
    total_duration_ms: 2_000,
    stamps: null,
    inter_token_stats: stats && { ...stats, stall_threshold_ms: 80 },
  });

  expect(
    prepareSpans({ run, events: events.slice(0, 5), nowMs: null }).gaps.map(({ fromMs, toMs, isLongest, isStall }) => [
      fromMs,
      toMs,
      isLongest,
      isStall,
    ]),
  ).toEqual([
    [310, 900, true, true],
    [900, 1_000, false, true],
    [1_000, 2_000, false, false],
  ]);
});

test("a run that was polled says so, and one without any event waits to its end", () => {
  const run = makeRun({ stamps: null, connection: null, total_duration_ms: 800 });
  const polled = prepareSpans({ run, events: [event(0, 200, "poll"), event(1, 700, "lookup")], nowMs: null });

  expect(told(polled)).toEqual(["queued -400-0", "waiting 0-800"]);
  expect(polled.spans[1]?.text).toMatch(/there is no stream/);
  expect(polled.marks.map(({ kind }) => kind)).toEqual(["own", "own"]);
  expect(told(prepareSpans({ run, events: [], nowMs: null }))).toEqual(["queued -400-0", "waiting 0-800"]);
});

test.each<[string, Partial<Run>, RunEvent[], number[][]]>([
  ["goes on and waits for its first action", { status: "running" }, events.slice(0, 1), []],
  ["goes on and waits for its next action", { status: "running" }, events.slice(0, 5), [[1_000, 60_000]]],
  ["ran out of time before its first action", { status: "timeout" }, events.slice(0, 1), [[14, 60_000]]],
  ["completed long after its last action", { status: "completed" }, events.slice(0, 5), []],
])("silence before the end of a run that %s is marked only where it is one", (_what, changes, seen, silences) => {
  const run = { ...going, total_duration_ms: 60_000, ...changes };
  const { gaps } = prepareSpans({ run, events: seen, nowMs: nowAfter(60_000) });

  expect(gaps.filter(({ isSilence }) => isSilence).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual(silences);
});

const chunk = (seq: number, offsetMs: number, kind: string): RunEvent => ({
  seq,
  offset_ms: offsetMs,
  kind,
  bytes: 40,
  data: "",
});
const chunks = [
  chunk(0, 14, "delta"),
  chunk(1, 310, "reasoning"),
  chunk(2, 330, "reasoning"),
  chunk(3, 900, "answer"),
  chunk(4, 920, "answer"),
  chunk(5, 1_230, "terminal"),
];
const stalls = makeRun().inter_token_stats;

test("a stream of text is told by what it carried, from the first chunk of a kind to the first of the next", () => {
  const spans = prepareSpans({ run: makeRun({ provider: "openai" }), events: chunks, nowMs: null });

  expect(spans.spans.map(({ name, text, fromMs, toMs }) => [name, text, fromMs, toMs]).slice(-3)).toEqual([
    ["no content", "Events came, but none with content.", 14, 310],
    ["reasoning", "2 chunks.", 310, 900],
    ["answer", "2 chunks.", 900, 920],
  ]);
  expect(spans.words).toEqual({ browser: "no content", steps: "content", step: "part" });
});

test("a gap between chunks is a stall by the threshold of streams", () => {
  const inter = stalls && { ...stalls, stall_threshold_ms: 500 };
  const run = makeRun({ provider: "openai", inter_token_stats: inter });

  expect(prepareSpans({ run, events: chunks, nowMs: null }).gaps).toEqual([
    { fromMs: 330, toMs: 900, isLongest: true, isStall: true, isSilence: false },
  ]);
});
