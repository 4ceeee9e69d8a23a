import type { Clock } from "./clock.ts";

/** Resolves after `forMs`, or as soon as the signal is aborted. */
export function pause(clock: Clock, forMs: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted) {
    resolve();
    return promise;
  }
  const cancel = clock.at(clock.nowMs() + forMs, resolve);
  signal?.addEventListener("abort", () => resolve(), { once: true });
  return promise.finally(cancel);
}
