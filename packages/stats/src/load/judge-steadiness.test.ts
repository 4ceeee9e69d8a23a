import { expect, test } from "vitest";
import { mulberry32 } from "../mulberry32.ts";
import { judgeSteadiness } from "./judge-steadiness.ts";

const RATE = 50;

/** First come, first served, with so many servers of exponential service times: the truth of whether a load is too high. */
function queue(runs: number, servers: number, meanServiceMs: number, seed: number) {
  const random = mulberry32(seed);
  const freeMs = new Float64Array(servers);
  let dueMs = 0;
  const spans = Array.from({ length: runs }, () => {
    dueMs += (-Math.log(1 - random()) * 1000) / RATE;
    const server = freeMs.indexOf(Math.min(...freeMs));
    const startMs = Math.max(dueMs, freeMs[server] ?? 0);
    const endMs = startMs - Math.log(1 - random()) * meanServiceMs;
    freeMs[server] = endMs;
    return { dueMs, endMs };
  });
  const inFlightAt = (atMs: number): number => spans.filter((span) => span.dueMs <= atMs && span.endMs > atMs).length;
  return {
    due: runs,
    completedInWindow: spans.filter(({ endMs }) => endMs <= dueMs).length,
    inFlightFirst: inFlightAt(dueMs / 3),
    inFlightLast: inFlightAt(dueMs),
    responseMs: Float64Array.from(spans, (span) => span.endMs - span.dueMs),
  };
}

test("a queue that is offered half of what it can do is called steady in at least 98 of 100 runs", () => {
  let steady = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    if (judgeSteadiness(queue(1_000, 8, (0.5 * 8_000) / RATE, seed))?.length === 0) steady += 1;
  }

  expect(steady).toBeGreaterThanOrEqual(196);
});

test("a queue that is offered a fifth more than it can do is called unsteady in at least 95 of 100 runs", () => {
  let unsteady = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    if ((judgeSteadiness(queue(1_000, 8, (1.2 * 8_000) / RATE, seed))?.length ?? 0) > 0) unsteady += 1;
  }

  expect(unsteady).toBeGreaterThanOrEqual(190);
});

test("long runs in flight at the end of the window are not a shortfall", () => {
  const responseMs = Float64Array.from({ length: 300 }, () => 4_000);

  expect(
    judgeSteadiness({ due: 300, completedInWindow: 100, inFlightFirst: 200, inFlightLast: 200, responseMs }),
  ).toEqual([]);
});

test("with fewer than 30 runs nothing is said", () => {
  expect(
    judgeSteadiness({ due: 29, completedInWindow: 0, inFlightFirst: 0, inFlightLast: 29, responseMs: null }),
  ).toBeNull();
});
