import type { DueQueue, DueTask } from "./due-queue.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";

/** Acts at every multiple of the interval from now on; a multiple missed altogether is left out. Returns the stop. */
export function repeatEvery(dueQueue: DueQueue, intervalMs: number, act: (dueMs: number) => void): () => void {
  const startMs = monotonicNowMs();
  let isStopped = false;
  let task: DueTask | null = null;

  function schedule(count: number): void {
    const dueMs = startMs + count * intervalMs;
    task = dueQueue.add(dueMs, () => {
      act(dueMs);
      if (!isStopped) schedule(Math.max(count + 1, Math.ceil((monotonicNowMs() - startMs) / intervalMs)));
    });
  }

  schedule(1);
  return () => {
    isStopped = true;
    if (task) dueQueue.cancel(task);
  };
}
