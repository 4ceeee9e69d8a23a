import type { RunEvent } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { addEvents } from "./add-events.ts";

const events = (...seqs: number[]): RunEvent[] =>
  seqs.map((seq) => ({ seq, offset_ms: seq, kind: "PROGRESS", bytes: 2, data: "{}" }));
const seqsOf = (list: readonly RunEvent[]) => list.map(({ seq }) => seq);

test("a stream that begins anew adds only what was not known", () => {
  expect(seqsOf(addEvents(events(0, 1, 2), events(0, 1, 2, 3, 4)))).toEqual([0, 1, 2, 3, 4]);
  expect(seqsOf(addEvents([], events(0, 1)))).toEqual([0, 1]);
});

test("without news the list stays the very same, so that nothing is drawn again", () => {
  const known = events(0, 1);

  expect(addEvents(known, events(0, 1))).toBe(known);
  expect(addEvents(known, [])).toBe(known);
});

test("events that came twice between two drawings are added once", () => {
  expect(seqsOf(addEvents(events(0), events(1, 2, 1, 2, 3)))).toEqual([0, 1, 2, 3]);
});
