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
  /** Drops all work; what is added afterwards never runs. */
  close(): void;
}

/** One timer over one heap: a late turn delays what is due now and nothing after it. */
export function createDueQueue(): DueQueue {
  const heap: DueTask[] = [];
  let nextOrder = 0;
  let isClosed = false;
  let armedForMs = Infinity;
  let disarm: (() => void) | null = null;
  let isDraining = false;

  function arm(): void {
    const first = heap[0];
    if (isClosed || isDraining || !first || first.dueMs >= armedForMs) return;
    disarm?.();
    armedForMs = first.dueMs;
    disarm = callIn(first.dueMs - monotonicNowMs(), drain);
  }

  function drain(): void {
    armedForMs = Infinity;
    disarm = null;
    isDraining = true;
    const nowMs = monotonicNowMs();
    try {
      for (let first = heap[0]; first && first.dueMs <= nowMs; first = heap[0]) {
        removeFirst(heap);
        first.action?.();
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
    close() {
      isClosed = true;
      heap.length = 0;
      disarm?.();
    },
  };
}

/** What is due already runs in the next turn: a timer would take a millisecond at least. */
function callIn(waitMs: number, action: () => void): () => void {
  if (waitMs <= 0) {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(action, Math.ceil(waitMs));
  return () => clearTimeout(timer);
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
