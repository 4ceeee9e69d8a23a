import { monotonicNowMs } from "./monotonic-now-ms.ts";

/** A piece of work due at an absolute monotonic time. `action` is emptied on cancel so that nothing is kept alive. */
export interface DueTask {
  readonly dueMs: number;
  readonly order: number;
  action: (() => void) | null;
}

export interface DueQueue {
  /** Never runs the action early, and never before this call has returned. */
  add(dueMs: number, action: () => void): DueTask;
  cancel(task: DueTask): void;
  /** Nothing runs before then; what is due meanwhile runs late. */
  holdUntil(ms: number): void;
  /** Drops all work; what is added afterwards never runs. */
  close(): void;
}

/**
 * One timer over one heap: a late turn delays what is due now and nothing after it. A timer is late by up to a
 * millisecond; with `turnsBeforeDue` the event loop turns through the last two instead, reading sockets as it goes.
 */
export function createDueQueue({ turnsBeforeDue = false } = {}): DueQueue {
  const callIn = turnsBeforeDue ? turnUntilDue : callAfter;
  const heap: DueTask[] = [];
  let nextOrder = 0;
  let isClosed = false;
  let armedForMs = Infinity;
  let disarm: (() => void) | null = null;
  let isDraining = false;
  let heldUntilMs = -Infinity;

  function arm(): void {
    const first = heap[0];
    if (isClosed || isDraining || !first) return;
    const wakeMs = Math.max(first.dueMs, heldUntilMs);
    if (wakeMs >= armedForMs) return;
    disarm?.();
    armedForMs = wakeMs;
    disarm = callIn(wakeMs - monotonicNowMs(), drain);
  }

  function drain(): void {
    armedForMs = Infinity;
    disarm = null;
    isDraining = true;
    const nowMs = monotonicNowMs();
    try {
      for (let first = heap[0]; first && first.dueMs <= nowMs && heldUntilMs <= nowMs; first = heap[0]) {
        removeFirst(heap);
        first.action?.();
        if (monotonicNowMs() - nowMs > MOST_MS_PER_TURN) break;
      }
    } finally {
      isDraining = false;
      arm();
    }
  }

  return {
    add(dueMs, action) {
      const task: DueTask = { dueMs, order: nextOrder++, action };
      if (isClosed) return task;
      insert(heap, task);
      arm();
      return task;
    },
    cancel(task) {
      task.action = null;
    },
    holdUntil(ms) {
      heldUntilMs = ms;
    },
    close() {
      isClosed = true;
      heap.length = 0;
      disarm?.();
    },
  };
}

/** What is due already runs in the next turn: a timer would take a millisecond at least. */
function callAfter(waitMs: number, action: () => void): () => void {
  if (waitMs <= 0) {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(action, Math.ceil(waitMs));
  return () => clearTimeout(timer);
}

/** Work that adds work due at once, without end, must leave the sockets their turn. */
const MOST_MS_PER_TURN = 2;

/** A timer may be late by one unit of its clock and the time of a turn. */
const TURNED_MS = 2;

function turnUntilDue(waitMs: number, action: () => void): () => void {
  return callAfter(waitMs > TURNED_MS ? Math.floor(waitMs) - 1 : 0, action);
}

function isBefore(a: DueTask, b: DueTask): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}

function insert(heap: DueTask[], task: DueTask): void {
  let index = heap.length;
  heap.push(task);
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (!parent || !isBefore(task, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = task;
}

function removeFirst(heap: DueTask[]): void {
  const moved = heap.pop();
  if (!moved || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const childIndex = smallerChildIndex(heap, index);
    const child = heap[childIndex];
    if (!child || !isBefore(child, moved)) break;
    heap[index] = child;
    index = childIndex;
  }
  heap[index] = moved;
}

function smallerChildIndex(heap: DueTask[], parentIndex: number): number {
  const leftIndex = 2 * parentIndex + 1;
  const left = heap[leftIndex];
  const right = heap[leftIndex + 1];
  return left && right && isBefore(right, left) ? leftIndex + 1 : leftIndex;
}
