import type { ClaimedBatch } from "@tfbench/store";
import { describe, expect, test } from "vitest";
import { Dispatcher } from "./dispatcher.ts";

type Claim = { claimed: ClaimedBatch[]; waiting: number[] };
// The dispatcher reads nothing of a batch but its id.
const batch = (id: number) => ({ id }) as ClaimedBatch;

/** A dispatcher whose claims and executions the test answers by hand. */
function openDispatcher(maxBatches = 10) {
  const asked: number[][] = [];
  const answers: ((claim: Claim) => void)[] = [];
  const ends = new Map<number, () => void>();
  const errors: unknown[] = [];
  const dispatcher = new Dispatcher({
    maxBatches,
    claim: (ids) => {
      asked.push(ids);
      return new Promise((answer) => answers.push(answer));
    },
    execute: ({ id }) => new Promise((end) => ends.set(id, end)),
    onError: (cause) => errors.push(cause),
  });
  return {
    dispatcher,
    asked,
    errors,
    async answer(claim: Claim) {
      answers.shift()?.(claim);
      await new Promise(setImmediate);
    },
    async end(id: number) {
      ends.get(id)?.();
      await new Promise(setImmediate);
    },
  };
}

describe("Dispatcher", () => {
  test("delivered batches are asked for together, oldest first", () => {
    const { dispatcher, asked } = openDispatcher();

    dispatcher.accept([7, 3, 5]);

    expect(asked).toEqual([[3, 5, 7]]);
  });

  test("a batch that finds no room is asked for again when another one ends", async () => {
    const { dispatcher, asked, answer, end } = openDispatcher();
    dispatcher.accept([1, 2]);
    await answer({ claimed: [batch(1)], waiting: [2] });

    await end(1);

    expect(asked).toEqual([[1, 2], [2]]);
  });

  test("a batch delivered while a claim is under way is asked for right after it", async () => {
    const { dispatcher, asked, answer } = openDispatcher();
    dispatcher.accept([1]);
    dispatcher.accept([2]);

    await answer({ claimed: [batch(1)], waiting: [] });

    expect(asked).toEqual([[1], [2]]);
  });

  test("no more batches run at once than the worker may execute", async () => {
    const { dispatcher, asked, answer } = openDispatcher(2);

    dispatcher.accept([1, 2, 3]);
    await answer({ claimed: [batch(1), batch(2)], waiting: [] });

    expect(asked).toEqual([[1, 2]]);
    expect(dispatcher.runningBatches).toEqual([1, 2]);
  });

  test("however many batches wait for room, those behind them are asked for in their turn", async () => {
    const { dispatcher, asked, answer } = openDispatcher(2);
    dispatcher.accept([4, 1, 3, 2]);

    await answer({ claimed: [], waiting: [1, 2] });
    dispatcher.retry();
    await answer({ claimed: [batch(3)], waiting: [4] });
    dispatcher.retry();

    expect(asked).toEqual([[1, 2], [3, 4], [1]]);
  });

  test("a batch that is neither granted nor waiting is forgotten: another worker has it", async () => {
    const { dispatcher, asked, answer } = openDispatcher();
    dispatcher.accept([1]);
    await answer({ claimed: [], waiting: [] });

    dispatcher.retry();

    expect(asked).toEqual([[1]]);
  });

  test("a second delivery of a running batch is not asked for", async () => {
    const { dispatcher, asked, answer } = openDispatcher();
    dispatcher.accept([1]);
    await answer({ claimed: [batch(1)], waiting: [] });

    dispatcher.accept([1]);

    expect(asked).toEqual([[1]]);
  });

  test("after a stop nothing is claimed, and the stop waits for what runs", async () => {
    const { dispatcher, asked, answer, end } = openDispatcher();
    dispatcher.accept([1]);
    await answer({ claimed: [batch(1)], waiting: [] });
    let hasStopped = false;
    const stopped = dispatcher.stop().then(() => (hasStopped = true));

    dispatcher.accept([2]);
    await new Promise(setImmediate);

    expect(asked).toEqual([[1]]);
    expect(hasStopped).toBe(false);
    await end(1);
    await stopped;
  });

  test("a claim that fails loses no batch", async () => {
    const asked: number[][] = [];
    const errors: unknown[] = [];
    const dispatcher = new Dispatcher({
      maxBatches: 5,
      claim: (ids) => {
        asked.push(ids);
        return Promise.reject(new Error("connection lost"));
      },
      execute: () => Promise.resolve(),
      onError: (cause) => errors.push(cause),
    });
    dispatcher.accept([4]);
    await new Promise(setImmediate);

    dispatcher.retry();

    expect(asked).toEqual([[4], [4]]);
    expect(errors).toHaveLength(1);
  });
});
