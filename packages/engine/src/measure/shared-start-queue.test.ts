import { expect, test } from "vitest";
import { newCeilingMemory } from "./shared-ceiling.ts";
import { SharedStartQueue, type SharedShare } from "./shared-start-queue.ts";

function openThreads(given: Partial<SharedShare> & { slots: number; threads?: number }): SharedStartQueue[] {
  const { slots, threads = 2, ...share } = given;
  const ceiling = newCeilingMemory(slots);
  return Array.from(
    { length: threads },
    (_, thread) =>
      new SharedStartQueue({
        originMs: 1_000,
        dueOffsetsMs: Float64Array.of(0, 10, 20, 30),
        onFull: "wait",
        ...share,
        thread,
        threads,
        ceiling,
      }),
  );
}

/** Does all that the queue says at an instant, until it waits, holds or is over. */
function advance(queue: SharedStartQueue | undefined, nowMs: number): string[] {
  const told: string[] = [];
  for (;;) {
    const { do: word, run, dueMs, grantedMs, code } = queue?.next(nowMs) ?? { do: "over" as const };
    if (word === "start") {
      queue?.started();
      told.push(`${run}@${dueMs}/${grantedMs}`);
    } else if (word === "end") told.push(`${run}:${code}`);
    else return [...told, word === "wait" ? `wait ${dueMs}` : word];
  }
}

test("each thread wakes for its own part of the schedule", () => {
  const [first, second] = openThreads({ slots: 4 });

  expect(advance(first, 1_000)).toEqual(["0@1000/1000", "wait 1020"]);
  expect(advance(second, 1_000)).toEqual(["wait 1010"]);
  expect(advance(second, 1_010)).toEqual(["1@1010/1010", "wait 1030"]);
});

test("a run that waits goes to the thread whose slot becomes free, with the due time it had", () => {
  const [first, second] = openThreads({ slots: 1 });

  advance(first, 1_000);
  expect(advance(second, 1_012)).toEqual(["wait 1030"]);
  expect(second?.waiting(1_012)).toBe(1);
  first?.ended(0, 1_015);

  expect(advance(first, 1_015)).toEqual(["1@1010/1015", "wait 1020"]);
  expect(second?.waiting(1_015)).toBe(0);
});

test("runs leave the queue in the order they are due, whoever asks, and never more than there are slots", () => {
  const [first, second] = openThreads({ slots: 2 });

  expect(advance(second, 1_035)).toEqual(["0@1000/1000", "1@1010/1010", "hold"]);
  expect(advance(first, 1_035)).toEqual(["hold"]);
  second?.ended(1, 1_040);
  expect(advance(first, 1_041)).toEqual(["2@1020/1040", "hold"]);
  first?.ended(2, 1_050);

  expect(advance(first, 1_050)).toEqual(["3@1030/1050", "over"]);
  expect(advance(second, 1_051)).toEqual(["over"]);
});

test("a run due without a slot is dropped when asked to, once", () => {
  const [first, second] = openThreads({ slots: 1, onFull: "drop" });

  advance(first, 1_000);
  expect(advance(second, 1_021)).toEqual(["1:dropped", "2:dropped", "wait 1030"]);
  expect(advance(first, 1_021)).toEqual(["hold"]);
  first?.ended(0, 1_025);

  expect(advance(second, 1_030)).toEqual(["3@1030/1030", "over"]);
});

test("a stop ends each waiting run as cancelled, once, and starts none after it", () => {
  const [first, second] = openThreads({ slots: 1 });

  advance(first, 1_000);
  for (const queue of [first, second]) queue?.stop(1_022);

  expect(advance(second, 1_023)).toEqual(["1:cancelled", "2:cancelled", "over"]);
  expect(advance(first, 1_023)).toEqual(["over"]);
});

test("a run whose request has not been built keeps its slot, and gives it back when the load is stopped", () => {
  const [first, second] = openThreads({ slots: 1 });

  expect(first?.next(1_000)).toMatchObject({ do: "start", run: 0 });
  expect(first?.next(1_012)).toMatchObject({ do: "start", run: 0, dueMs: 1_000, grantedMs: 1_000 });
  expect(advance(second, 1_012)).toEqual(["wait 1030"]);
  first?.stop(1_013);

  expect(advance(first, 1_014)).toEqual(["0:cancelled", "1:cancelled", "over"]);
  expect(advance(second, 1_020)).toEqual(["2@1020/1020", "wait 1030"]);
});
