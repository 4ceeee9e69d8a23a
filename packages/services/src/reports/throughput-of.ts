import type { ThroughputStep } from "@tfbench/contracts";

/** When a run was open, in milliseconds from the batch's first start; `toMs` null while it still is. */
export type OpenSpan = { fromMs: number; toMs: number | null };

const MOST_STEPS = 40;
const SHORTEST_STEP_MS = 100;

/** Starts, ends and open runs by equal steps from the first start to the last end, or to now while runs are open. */
export function throughputOf(spans: readonly OpenSpan[], nowMs: number): ThroughputStep[] {
  if (spans.length === 0) return [];
  const endMs = spans.reduce((last, { fromMs, toMs }) => Math.max(last, toMs ?? nowMs, fromMs), 0);
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(endMs / SHORTEST_STEP_MS)));
  const lengthMs = Math.max(endMs, 1) / steps;
  const stepAt = (ms: number) => Math.min(steps - 1, Math.max(0, Math.floor(ms / lengthMs)));
  const started = Array.from({ length: steps }, () => 0);
  const finished = Array.from({ length: steps }, () => 0);
  const openMs = Array.from({ length: steps }, () => 0);
  for (const { fromMs, toMs } of spans) {
    const [first, last] = [stepAt(fromMs), stepAt(toMs ?? endMs)];
    started[first] = (started[first] ?? 0) + 1;
    if (toMs !== null) finished[last] = (finished[last] ?? 0) + 1;
    for (let step = first; step <= last; step += 1) {
      const overlap = Math.min(toMs ?? endMs, (step + 1) * lengthMs) - Math.max(fromMs, step * lengthMs);
      openMs[step] = (openMs[step] ?? 0) + Math.max(0, overlap);
    }
  }
  return started.map((starts, step) => ({
    from_offset_ms: step * lengthMs,
    to_offset_ms: (step + 1) * lengthMs,
    started: starts,
    finished: finished[step] ?? 0,
    in_flight: (openMs[step] ?? 0) / lengthMs,
  }));
}
