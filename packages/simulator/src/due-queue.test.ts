import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { createDueQueue } from "./due-queue.ts";
import type { DueQueue } from "./due-queue.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";

function useDueQueue(): DueQueue {
  const queue = createDueQueue();
  onTestFinished(() => queue.close());
  return queue;
}

async function expectOrderAndNoEarlyRun(offsets: number[]): Promise<void> {
  const queue = useDueQueue();
  const startMs = monotonicNowMs();
  const seen: { index: number; earlyMs: number }[] = [];
  await new Promise<void>((resolve) => {
    for (const [index, offset] of offsets.entries()) {
      queue.add(startMs + offset, () => {
        seen.push({ index, earlyMs: startMs + offset - monotonicNowMs() });
        if (seen.length === offsets.length) resolve();
      });
    }
  });
  const expected = [...offsets.entries()].sort(([i, a], [j, b]) => a - b || i - j).map(([index]) => index);
  expect(seen.map(({ index }) => index)).toEqual(expected);
  expect(Math.max(...seen.map(({ earlyMs }) => earlyMs))).toBeLessThanOrEqual(0);
}

test("work runs in the order it is due, first come first served at one moment, and never early", async () => {
  const offsets = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 40 });

  await fc.assert(fc.asyncProperty(offsets, expectOrderAndNoEarlyRun), { numRuns: 30 });
});

test("work added for an earlier time overtakes what is armed already", async () => {
  const queue = useDueQueue();
  const seen: string[] = [];
  const startMs = monotonicNowMs();

  await new Promise<void>((resolve) => {
    queue.add(startMs + 60, () => (seen.push("late"), resolve()));
    queue.add(startMs + 5, () => seen.push("early"));
  });

  expect(seen).toEqual(["early", "late"]);
});

test("work is never run before add returns, even when it is overdue", async () => {
  const queue = useDueQueue();
  let hasReturned = false;

  const ranAfter = await new Promise<boolean>((resolve) => {
    queue.add(0, () => resolve(hasReturned));
    hasReturned = true;
  });

  expect(ranAfter).toBe(true);
});

test("cancelled work does not run, and closing drops the rest", async () => {
  const queue = useDueQueue();
  const seen: string[] = [];
  const nowMs = monotonicNowMs();

  const cancelled = queue.add(nowMs, () => seen.push("cancelled"));
  queue.cancel(cancelled);
  await new Promise<void>(
    (resolve) =>
      void queue.add(nowMs + 1, () => (queue.add(nowMs + 2, () => seen.push("dropped")), queue.close(), resolve())),
  );
  queue.add(nowMs, () => seen.push("after close"));
  await new Promise((resolve) => setImmediate(resolve));

  expect(seen).toEqual([]);
});

test("work that is due at once for ever leaves other work its turn", async () => {
  const queue = createDueQueue();
  onTestFinished(() => queue.close());
  const again = () => void queue.add(monotonicNowMs(), again);
  again();

  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => void queue.add(monotonicNowMs() + 5, () => resolve(null)));
});

test("work held back runs when the hold is over, in its order, and not before", async () => {
  const queue = createDueQueue({ turnsBeforeDue: true });
  onTestFinished(() => queue.close());
  const ran: string[] = [];
  const untilMs = monotonicNowMs() + 40;
  queue.holdUntil(untilMs);

  await new Promise((resolve) => {
    queue.add(untilMs - 20, () => ran.push("second"));
    queue.add(untilMs - 30, () => ran.push("first"));
    queue.add(untilMs - 10, () => resolve(null));
  });

  expect(ran).toEqual(["first", "second"]);
  expect(monotonicNowMs()).toBeGreaterThanOrEqual(untilMs);
});
