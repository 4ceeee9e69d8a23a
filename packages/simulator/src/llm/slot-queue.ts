/** Answers generated at once. A slot is held from the start of the prefill to the last token. */
export interface SlotQueue {
  readonly running: number;
  readonly waiting: number;
  /** Calls back at once when a slot is free, otherwise in order of arrival. */
  acquire(start: () => void): void;
  /** Takes back a call that is still waiting; false when it is not. */
  withdraw(start: () => void): boolean;
  release(): void;
  /** Fewer slots take effect as answers end, more at once. */
  setLimit(limit: number | null): void;
}

export function createSlotQueue(limit: number | null): SlotQueue {
  const waiting = new Set<() => void>();
  let most = limit ?? Infinity;
  let running = 0;

  function startNext(): void {
    for (const start of waiting) {
      if (running >= most) return;
      waiting.delete(start);
      running += 1;
      start();
    }
  }

  return {
    get running() {
      return running;
    },
    get waiting() {
      return waiting.size;
    },
    acquire(start) {
      waiting.add(start);
      startNext();
    },
    withdraw: (start) => waiting.delete(start),
    release() {
      running -= 1;
      startNext();
    },
    setLimit(next) {
      most = next ?? Infinity;
      startNext();
    },
  };
}
