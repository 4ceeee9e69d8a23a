import type { RequestBlock } from "./load-order.ts";

/** The requests a thread has been given and not used up. Run indices are asked for in rising order. */
export class RequestBlocks {
  readonly #blocks: RequestBlock[] = [];
  readonly #onEntered: (first: number) => void;
  #inUse = -1;

  /** `onEntered` is told when a block is used for the first time, so that the next ones can be built. */
  constructor(onEntered: (first: number) => void) {
    this.#onEntered = onEntered;
  }

  add(block: RequestBlock): void {
    this.#blocks.push(block);
  }

  /** Null while the request has not been built. */
  find(run: number): Uint8Array | null {
    for (;;) {
      const block = this.#blocks[0];
      if (block === undefined) return null;
      const at = (run - block.first) * 2;
      if (at < block.spans.length) {
        if (block.first !== this.#inUse) {
          this.#inUse = block.first;
          this.#onEntered(block.first);
        }
        const from = block.spans[at] ?? 0;
        return Buffer.from(block.bytes, from, (block.spans[at + 1] ?? 0) - from);
      }
      this.#blocks.shift();
    }
  }
}
