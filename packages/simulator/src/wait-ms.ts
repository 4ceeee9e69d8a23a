import type { DueQueue } from "./due-queue.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";

/** Resolves after the wait; never when the simulator closes first, which also closes the connection that waits. */
export function waitMs(dueQueue: DueQueue, durationMs: number): Promise<void> {
  if (durationMs <= 0) return Promise.resolve();
  return new Promise((resolve) => void dueQueue.add(monotonicNowMs() + durationMs, resolve));
}
