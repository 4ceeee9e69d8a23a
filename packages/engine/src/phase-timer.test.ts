import { expect, test } from "vitest";
import { createFakeClock } from "./fake-clock.ts";
import { createPhaseTimer } from "./phase-timer.ts";

const start = () => {
  const clock = createFakeClock();
  const expired: string[] = [];
  return { clock, expired, timer: createPhaseTimer(clock, (phase) => expired.push(phase)) };
};

test("the phase that ran out is named, one last look after its deadline", () => {
  const { clock, expired, timer } = start();

  timer.enter("headers", 50);
  clock.advance(50);
  expect(expired).toEqual([]);
  clock.advance(1);

  expect(expired).toEqual(["headers"]);
  expect(clock.waiting).toBe(0);
});

test("bytes that a late loop finds during the last look save the run", () => {
  const { clock, expired, timer } = start();

  timer.enter("idle", 50);
  clock.advance(50.5);
  timer.extend(100);
  clock.advance(49);

  expect(expired).toEqual([]);
});

test("entering a phase forgets the deadline of the one before", () => {
  const { clock, expired, timer } = start();

  timer.enter("connect", 10);
  timer.enter("headers", 1_000);
  clock.advance(500);

  expect(expired).toEqual([]);
});

test("an extended deadline is kept without a timer for each extension", () => {
  const { clock, expired, timer } = start();

  timer.enter("idle", 10);
  for (let atMs = 1; atMs <= 100; atMs += 1) {
    clock.advance(1);
    timer.extend(atMs + 10);
    expect(clock.waiting).toBe(1);
  }
  clock.advance(10);
  expect(expired).toEqual([]);
  clock.advance(1);

  expect(expired).toEqual(["idle"]);
});

test("a stopped timer leaves nothing behind", () => {
  const { clock, expired, timer } = start();

  timer.enter("total", 10);
  timer.stop();
  clock.advance(100);

  expect([expired, clock.waiting]).toEqual([[], 0]);
});
