import { SLAB_BYTES } from "./slab.ts";

const FIRST_SLABS = 16;
/** 256 MiB: when the meaning thread is this far behind, what is measured can no longer be kept. */
const MOST_SLABS = 1_024;
/** More than it usually takes are let go again: a burst's memory is not kept for the rest of the load. */
const MOST_FREE_SLABS = 64;
/** From here on runs that flood it are broken off, so that they do not end the load. */
const CROWDED_SLABS = MOST_SLABS / 2;
/** Left for what tells how runs began and ended, which is always kept. */
const RESERVED_SLABS = 16;
/** Larger answers are no stream of text: an event may have half of this. */
const FLOOD_BYTES = 32 * 1024 * 1024;

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

  /**
   * Of one response: a run that has sent more is broken off. The fuller the buffer, the less, so that runs that flood it
   * together end before they have filled it; 0: nothing more can be kept of any response.
   */
  get mostResponseBytes(): number {
    if (this.behind <= CROWDED_SLABS) return Infinity;
    const left = MOST_SLABS - RESERVED_SLABS - this.behind;
    return Math.max(0, Math.floor((FLOOD_BYTES * left) / (MOST_SLABS - RESERVED_SLABS - CROWDED_SLABS)));
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
