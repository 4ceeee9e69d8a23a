import type { RunOrder } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { GrowingRows } from "./growing-rows.ts";
import type { LoadRecord } from "./load-record.ts";

const started = (index: number): LoadRecord => ({
  kind: "started",
  index,
  due_offset_ms: index,
  started_offset_ms: index,
});
const rowOf = (index: number): RunOrder => ({ run_id: 100 + index, index });

/** Rows of a batch that has its first run; each append waits until it is answered. */
function openRows() {
  const asked: { indexes: number[]; answer: (rows: RunOrder[]) => void; fail: (cause: unknown) => void }[] = [];
  const handedOn: number[] = [];
  const failures: unknown[] = [];
  const rows = new GrowingRows(new Map([[0, rowOf(0)]]), {
    append: (indexes) => new Promise((answer, fail) => asked.push({ indexes, answer, fail })),
    handOn: (records) => handedOn.push(...records.map(({ index }) => index)),
    onFailure: (cause) => failures.push(cause),
  });
  return { rows, asked, handedOn, failures };
}

test("a record goes on at once where its run has a row, and waits for the row where it has none", async () => {
  const { rows, asked, handedOn } = openRows();

  rows.take([started(0), started(1), started(0)]);

  expect(handedOn).toEqual([0, 0]);
  expect(asked.map(({ indexes }) => indexes)).toEqual([[1]]);
  asked[0]?.answer([rowOf(1)]);
  await rows.settled();
  expect(handedOn).toEqual([0, 0, 1]);
});

test("runs that start while rows are written share the next statement, and hold up none that has its row", async () => {
  const { rows, asked, handedOn } = openRows();
  rows.take([started(1)]);
  rows.take([started(2)]);
  rows.take([started(3), started(2)]);

  asked[0]?.answer([rowOf(1)]);
  await expect.poll(() => asked.length).toBe(2);

  expect(handedOn).toEqual([1]);
  expect(asked[1]?.indexes).toEqual([2, 3]);
  asked[1]?.answer([rowOf(2), rowOf(3)]);
  await rows.settled();
  expect(handedOn).toEqual([1, 2, 3, 2]);
});

test.each([
  ["cannot be written", (ask: { fail: (cause: unknown) => void }) => ask.fail(new Error("The database is gone."))],
  ["of a batch that has ended", (ask: { answer: (rows: RunOrder[]) => void }) => ask.answer([])],
])("rows %s fail the load once, and what has a row still goes on", async (_, end) => {
  const { rows, asked, handedOn, failures } = openRows();
  rows.take([started(1)]);

  if (asked[0] !== undefined) end(asked[0]);
  await rows.settled();
  rows.take([started(2), started(0)]);

  expect(failures).toHaveLength(1);
  expect(handedOn).toEqual([0]);
  expect(asked).toHaveLength(1);
});
