import { createMonotonicClock } from "../measure/monotonic-clock.ts";

const TICKS = 1_000;

/** The smallest step the clock of the stamps was seen to make. */
export function timerResolutionMs(): number {
  const nowMs = createMonotonicClock();
  let smallestMs = Infinity;
  for (let ticks = 0; ticks < TICKS; ticks += 1) {
    const beforeMs = nowMs();
    let afterMs = nowMs();
    while (afterMs === beforeMs) afterMs = nowMs();
    smallestMs = Math.min(smallestMs, afterMs - beforeMs);
  }
  return smallestMs;
}
