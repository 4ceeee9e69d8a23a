import { expect, test } from "vitest";
import { realClock } from "./clock.ts";

test("a timer never fires early, nor inside the call that sets it", async () => {
  const delaysMs = [-1, 0, 0.3, 1, 1.7, 3.2, 11];
  let isInside = true;

  const fired = delaysMs.map((delayMs) => {
    const atMs = realClock.nowMs() + delayMs;
    return new Promise<number>((resolve) =>
      realClock.at(atMs, () => resolve(isInside ? -Infinity : realClock.nowMs() - atMs)),
    );
  });
  isInside = false;

  for (const lateMs of await Promise.all(fired)) expect(lateMs).toBeGreaterThanOrEqual(0);
});

test("a cancelled timer stays silent, also when it was already about to fire", async () => {
  const fired: string[] = [];
  const nowMs = realClock.nowMs();

  const cancels = [realClock.at(nowMs + 1, () => fired.push("near")), realClock.at(nowMs + 6, () => fired.push("far"))];
  for (const cancel of cancels) cancel();
  await new Promise<void>((resolve) => realClock.at(nowMs + 9, resolve));

  expect(fired).toEqual([]);
});

test("time is the machine's monotonic clock, which other processes share", () => {
  const before = Number(process.hrtime.bigint()) / 1e6;

  expect(realClock.nowMs()).toBeGreaterThanOrEqual(before);
});
