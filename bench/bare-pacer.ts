import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { createMonotonicClock } from "../packages/engine/src/measure/monotonic-clock.ts";

const SPIN_MS = 1.5;

/** How late a program is at each of its instants that sleeps until shortly before, then looks at the clock, and does nothing else. */
export async function measureBarePacer(ratePerSecond: number, durationMs: number): Promise<number[]> {
  const nowMs = createMonotonicClock();
  const count = Math.round((durationMs * ratePerSecond) / 1_000);
  const originMs = nowMs() + 100;
  const lateMs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueMs = originMs + (index * 1_000) / ratePerSecond;
    const leftMs = dueMs - nowMs();
    if (leftMs > SPIN_MS + 1) await delay(leftMs - SPIN_MS);
    while (nowMs() < dueMs) await turn();
    lateMs.push(nowMs() - dueMs);
  }
  return lateMs;
}
