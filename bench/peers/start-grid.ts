import type { LlmRequestRecord } from "../../packages/simulator/src/index.ts";

/** How long after its place on the grid each request came. */
export function latenessOnGrid(truth: readonly LlmRequestRecord[], perSecond: number): number[] {
  return onGrid(truth, perSecond).map(({ record, dueMs }) => record.received_ms - dueMs);
}

/** From each request's place on the grid to its last write. */
export function responsesFromGrid(truth: readonly LlmRequestRecord[], perSecond: number): number[] {
  return onGrid(truth, perSecond).map(({ record, dueMs }) => (record.writes.before_ms.at(-1) ?? NaN) - dueMs);
}

/**
 * When each request was due at a constant rate, whatever its tool says: the grid of that rate through the earliest request,
 * the one that leaves none before its place.
 */
function onGrid(truth: readonly LlmRequestRecord[], perSecond: number): { record: LlmRequestRecord; dueMs: number }[] {
  const gapMs = 1_000 / perSecond;
  const inOrder = truth.toSorted((a, b) => a.received_ms - b.received_ms);
  const originMs = Math.min(...inOrder.map(({ received_ms }, index) => received_ms - index * gapMs));
  return inOrder.map((record, index) => ({ record, dueMs: originMs + index * gapMs }));
}
