const TRIES = 64;
const NS_PER_MS = 1e6;

/**
 * Milliseconds of CLOCK_MONOTONIC, comparable between threads and processes of one machine. `performance.now()` has the
 * same clock from another beginning and allocates nothing, unlike `process.hrtime.bigint()`; the offset between the two
 * never changes, so it is measured once, where both were read in the quickest succession.
 */
export function createMonotonicClock(): () => number {
  let offsetMs = 0;
  let quickestMs = Infinity;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const beforeMs = performance.now();
    const monotonicMs = Number(process.hrtime.bigint()) / NS_PER_MS;
    const afterMs = performance.now();
    if (afterMs - beforeMs >= quickestMs) continue;
    quickestMs = afterMs - beforeMs;
    offsetMs = monotonicMs - (beforeMs + afterMs) / 2;
  }
  return () => performance.now() + offsetMs;
}

/** What has to be added to an instant of this thread's performance timeline to have it on the clock above. */
export const timelineOffsetMs = (nowMs: () => number): number => nowMs() - performance.now();
