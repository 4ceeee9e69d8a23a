import { SLAB_BYTES } from "./slab.ts";

const FIRST_SLABS = 16;
/** 256 MiB: when the meaning thread is this far behind, what is measured can no longer be kept. */
const MOST_SLABS = 1_024;
/** More than it usually takes are let go again: a burst's memory is not kept for the rest of the load. */
const MOST_FREE_SLABS = 64;
/** From here on runs that flood it are broken off, so that one of them does not end the load. */
const CROWDED_SLABS = MOST_SLABS / 2;

/** Slabs of one measuring thread: handed to the meaning thread, given back, used again. */
export class SlabPool {
  readonly #free: ArrayBuffer[] = Array.from({ length: FIRST_SLABS }, () => new ArrayBuffer(SLAB_BYTES));
  behind = 0;
  behindMax = 0;

  take(): ArrayBuffer {
    const slab = this.#free.pop();
    if (slab) return slab;
    if (this.behind >= MOST_SLABS) throw new Error("The meaning thread is 256 MiB of responses behind.");
    return new ArrayBuffer(SLAB_BYTES);
  }

  get isCrowded(): boolean {
    return this.behind > CROWDED_SLABS;
  }

  handedOver(): void {
    this.behind += 1;
    if (this.behind > this.behindMax) this.behindMax = this.behind;
  }

  giveBack(slab: ArrayBuffer): void {
    this.behind -= 1;
    if (this.#free.length < MOST_FREE_SLABS) this.#free.push(slab);
  }
}
