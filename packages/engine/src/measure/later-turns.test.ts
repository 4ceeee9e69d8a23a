import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClosedStartQueue } from "./closed-start-queue.ts";
import { LaterTurns } from "./later-turns.ts";
import type { Chats } from "./load-order.ts";
import { OpenStartQueue } from "./open-start-queue.ts";
import type { StartQueue } from "./start-queue.ts";

function chatsOf(...turns: number[]): Chats {
  const shared = new Uint16Array(new SharedArrayBuffer(turns.length * 2));
  shared.set(turns);
  return { stride: Math.max(...turns), turns: shared };
}
const asked = (dueMs: number) => ({ dueMs, request: new SharedArrayBuffer(0) });

/** Starts all that is to be started and says what comes then. */
function advance(queue: StartQueue, nowMs: number): string[] {
  const told: string[] = [];
  for (;;) {
    const { do: word, run, dueMs, grantedMs, code } = queue.next(nowMs);
    if (word === "start") {
      queue.started();
      told.push(`${run}@${dueMs}/${grantedMs}`);
    } else if (word === "end") told.push(`${run}:${code}`);
    else return [...told, word === "wait" ? `wait ${dueMs}` : word];
  }
}

test("turns come out by their due time, whatever the order they went in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (dues) => {
      const turns = new LaterTurns(chatsOf(2));
      dues.forEach((dueMs, conversation) => {
        turns.started(conversation * 2);
        turns.ended(conversation * 2, 0);
        turns.settle(conversation * 2, asked(dueMs));
      });

      const out = dues.map(() => {
        const dueMs = turns.first?.dueMs;
        turns.take();
        return dueMs;
      });

      expect(out).toEqual(dues.toSorted((a, b) => a - b));
      expect(turns.first).toBeNull();
    }),
  );
});

test("a word about a run that is not awaited changes nothing: it is another thread's", () => {
  const turns = new LaterTurns(chatsOf(3));

  turns.settle(7, asked(5));

  expect(turns.first).toBeNull();
  expect(turns.areExpected).toBe(false);
});

describe("a closed load of chats", () => {
  const open = (given: { runs?: number; durationMs?: number } = {}) =>
    new ClosedStartQueue({
      originMs: 0,
      runs: 2,
      concurrency: 1,
      startSpreadMs: 0,
      durationMs: Infinity,
      thread: 0,
      threads: 1,
      slots: 1,
      nextRun: new Int32Array(new SharedArrayBuffer(4)),
      chats: chatsOf(2),
      ...given,
    });

  test("keeps a conversation's slot while its user thinks, and gives it to the next one after the last turn", () => {
    const queue = open();

    expect(advance(queue, 0)).toEqual(["0@0/0", "hold"]);
    expect(queue.ended(0, 10)).toBe(true);
    expect(advance(queue, 11)).toEqual(["hold"]);
    queue.settle(0, asked(50));
    expect(advance(queue, 12)).toEqual(["wait 50"]);
    expect(advance(queue, 50)).toEqual(["1@50/50", "hold"]);
    expect(queue.ended(1, 60)).toBe(false);
    expect(advance(queue, 60)).toEqual(["2@60/60", "hold"]);
  });

  test("gives the slot to the next conversation when one is over before its last turn", () => {
    const queue = open();

    advance(queue, 0);
    queue.ended(0, 10);
    queue.settle(0, null);

    expect(advance(queue, 12)).toEqual(["2@10/10", "hold"]);
  });

  test("grants a turn its slot no earlier than the turn before had left the connection", () => {
    const queue = open();

    advance(queue, 0);
    queue.ended(0, 260);
    queue.settle(0, asked(20));

    expect(advance(queue, 261)).toEqual(["1@20/260", "hold"]);
  });

  test("is not over while a turn may follow one in flight, and is when that was the last", () => {
    const queue = open({ runs: 1 });

    expect(advance(queue, 0)).toEqual(["0@0/0", "hold"]);
    queue.ended(0, 10);
    queue.settle(0, asked(10));
    expect(advance(queue, 10)).toEqual(["1@10/10", "over"]);
  });

  test("starts no turn after its duration and waits for none", () => {
    const queue = open({ durationMs: 40 });

    advance(queue, 0);
    queue.ended(0, 10);
    expect(advance(queue, 41)).toEqual(["hold"]);
    queue.settle(0, asked(50));

    expect(advance(queue, 42)).toEqual(["over"]);
  });

  test("after a stop starts nothing, but hears what follows the turns that ended", () => {
    const queue = open();

    advance(queue, 0);
    queue.stop(5);
    expect(advance(queue, 5)).toEqual(["over"]);
    queue.ended(0, 10);
    expect(advance(queue, 10)).toEqual(["hold"]);
    queue.settle(0, asked(10));

    expect(advance(queue, 11)).toEqual(["over"]);
  });
});

describe("an open load of chats", () => {
  const open = (given: { slots?: number; onFull?: "wait" | "drop"; durationMs?: number } = {}) =>
    new OpenStartQueue({
      originMs: 0,
      dueOffsetsMs: Float64Array.of(0, 100),
      durationMs: Infinity,
      thread: 0,
      threads: 1,
      slots: Infinity,
      onFull: "wait",
      chats: chatsOf(2, 1),
      ...given,
    });

  test("begins conversations when they are due and puts later turns between them", () => {
    const queue = open();

    expect(advance(queue, 0)).toEqual(["0@0/0", "wait 100"]);
    queue.ended(0, 10);
    queue.settle(0, asked(30));
    expect(advance(queue, 12)).toEqual(["wait 30"]);
    expect(advance(queue, 31)).toEqual(["1@30/30", "wait 100"]);
    queue.ended(1, 60);
    expect(advance(queue, 100)).toEqual(["2@100/100", "over"]);
  });

  test("lets a turn wait for a slot as any run does, with its due time kept", () => {
    const queue = open({ slots: 1 });

    advance(queue, 0);
    queue.ended(0, 10);
    queue.settle(0, asked(105));
    expect(advance(queue, 104)).toEqual(["2@100/100", "wait 105"]);
    expect(advance(queue, 110)).toEqual(["hold"]);
    expect(queue.waiting(110)).toBe(1);
    queue.ended(2, 120);

    expect(advance(queue, 120)).toEqual(["1@105/120", "over"]);
  });

  test("drops a turn without a slot when asked to", () => {
    const queue = open({ slots: 1, onFull: "drop" });

    advance(queue, 0);
    queue.ended(0, 10);
    queue.settle(0, asked(105));
    advance(queue, 104);

    expect(advance(queue, 106)).toEqual(["1:dropped", "over"]);
  });

  test("ends turns that wait as cancelled when it is stopped, and forgets those that are not due yet", () => {
    const queue = open({ slots: 1 });

    advance(queue, 0);
    queue.ended(0, 10);
    queue.settle(0, asked(105));
    advance(queue, 104);
    queue.stop(110);
    expect(advance(queue, 111)).toEqual(["1:cancelled", "over"]);

    const early = open();
    advance(early, 0);
    early.ended(0, 10);
    early.settle(0, asked(50));
    early.stop(20);
    expect(advance(early, 21)).toEqual(["over"]);
  });
});
