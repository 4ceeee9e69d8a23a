/** A place in the schedule and the number of free slots in one word, so that both change together or not at all. */
const FREE_BITS = 16n;
const FREE_MASK = (1n << FREE_BITS) - 1n;

/** Memory of a ceiling that several measuring threads share. */
export type CeilingMemory = {
  /** The next run of the schedule, and how many slots are free. */
  word: BigInt64Array<SharedArrayBuffer>;
  /** When a slot became free after none had been. Written before the slot is given back, so that who gets it sees it. */
  becameFreeMs: Float64Array<SharedArrayBuffer>;
};

export function newCeilingMemory(slots: number): CeilingMemory {
  const word = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  word[0] = BigInt(slots);
  const becameFreeMs = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(-Infinity);
  return { word, becameFreeMs };
}

/**
 * One queue of due runs and one number of slots for all measuring threads. Lock-free: a thread that the system puts aside
 * keeps no other from its turn.
 */
export class SharedCeiling {
  readonly #memory: CeilingMemory;

  constructor(memory: CeilingMemory) {
    this.#memory = memory;
  }

  /** The run whose turn is next. */
  get nextRun(): number {
    return Number(Atomics.load(this.#memory.word, 0) >> FREE_BITS);
  }

  get becameFreeMs(): number {
    return this.#memory.becameFreeMs[0] ?? -Infinity;
  }

  /** Takes the run out of the queue with a slot for it; `full` when none is free, `gone` when another thread has the run. */
  takeWithSlot(run: number): "taken" | "full" | "gone" {
    for (;;) {
      const word = Atomics.load(this.#memory.word, 0);
      if (Number(word >> FREE_BITS) !== run) return "gone";
      if ((word & FREE_MASK) === 0n) return "full";
      if (this.#swap(word, word + (1n << FREE_BITS) - 1n)) return "taken";
    }
  }

  /** Takes the run out of the queue if, as it was said, no slot is free. */
  takeFull(run: number): boolean {
    const word = BigInt(run) << FREE_BITS;
    return this.#swap(word, word + (1n << FREE_BITS));
  }

  /** Takes the run out of the queue, whatever is free. */
  take(run: number): boolean {
    for (;;) {
      const word = Atomics.load(this.#memory.word, 0);
      if (Number(word >> FREE_BITS) !== run) return false;
      if (this.#swap(word, word + (1n << FREE_BITS))) return true;
    }
  }

  giveBack(atMs: number): void {
    for (;;) {
      const word = Atomics.load(this.#memory.word, 0);
      if ((word & FREE_MASK) === 0n) this.#memory.becameFreeMs[0] = atMs;
      if (this.#swap(word, word + 1n)) return;
    }
  }

  #swap(from: bigint, to: bigint): boolean {
    return Atomics.compareExchange(this.#memory.word, 0, from, to) === from;
  }
}
