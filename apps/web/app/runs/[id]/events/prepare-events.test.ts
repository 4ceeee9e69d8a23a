import type { RunEvent } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { eventText } from "./event-text.ts";
import { countKinds, prepareEventRow, prepareEvents, type EventFilter } from "./prepare-events.ts";

const event = (seq: number, offsetMs: number, kind: string, data: unknown = { type: kind }): RunEvent => {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return { seq, offset_ms: offsetMs, kind, bytes: text.length, data: text };
};
const events = [
  event(0, 14, "STARTED"),
  event(1, 310, "PROGRESS", { type: "PROGRESS", purpose: "Open the (first) page" }),
  event(2, 500, "HEARTBEAT"),
  event(3, 900, "PROGRESS", { type: "PROGRESS", purpose: "Read prices" }),
  event(4, 1_230, "COMPLETE"),
];
const NO_FILTER: EventFilter = { withHeartbeats: false, kinds: [], search: "" };

const rowsOf = (filter: Partial<EventFilter>) => {
  const list = prepareEvents(events, { ...NO_FILTER, ...filter });
  return list.shown.map((at) => prepareEventRow(list, at));
};

test("each row stands with its offset and the distance to the event before it", () => {
  expect(rowsOf({ withHeartbeats: true }).map((row) => [row?.offset, row?.delta, row?.kind])).toEqual([
    ["14.0", "+14.0", "STARTED"],
    ["310.0", "+296.0", "PROGRESS"],
    ["500.0", "+190.0", "HEARTBEAT"],
    ["900.0", "+400.0", "PROGRESS"],
    ["1,230.0", "+330.0", "COMPLETE"],
  ]);
});

test("without heartbeats the gap between two actions is whole, and the longest is marked", () => {
  expect(rowsOf({}).map((row) => [row?.seq, row?.delta, row?.isLongestGap])).toEqual([
    [0, "+14.0", false],
    [1, "+296.0", false],
    [3, "+590.0", true],
    [4, "+330.0", false],
  ]);
});

test("the wait for our own lookup after the run is not its longest gap", () => {
  const list = prepareEvents([...events, event(5, 9_000, "lookup")], NO_FILTER);

  expect(list.longestGapAt).toBe(2);
});

test.each<[string, Partial<EventFilter>, number[]]>([
  ["a word in any case", { search: "PRICES" }, [3]],
  ["signs as they stand", { search: "(first)" }, [1]],
  ["a kind's name", { search: "complete" }, [4]],
  ["nothing that is there", { search: "nothing like it" }, []],
  ["one kind", { kinds: ["HEARTBEAT"] }, [2]],
  ["two kinds and a word", { kinds: ["PROGRESS", "COMPLETE"], search: "page" }, [1]],
])("looking for %s shows those events only", (_what, filter, seqs) => {
  expect(rowsOf(filter).map((row) => row?.seq)).toEqual(seqs);
});

test("a search changes no measured distance", () => {
  expect(rowsOf({ search: "prices" })[0]?.delta).toBe("+590.0");
});

test("kinds are counted in the order in which they came", () => {
  expect(countKinds(events)).toEqual([
    { kind: "STARTED", count: 1 },
    { kind: "PROGRESS", count: 2 },
    { kind: "HEARTBEAT", count: 1 },
    { kind: "COMPLETE", count: 1 },
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

test("a text of a megabyte is cut to what a line can hold", () => {
  expect(eventText(event(0, 0, "PROGRESS", { purpose: "x".repeat(1_000_000) }))).toHaveLength(300);
});
