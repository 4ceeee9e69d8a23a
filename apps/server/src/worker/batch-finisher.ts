import { finishBatches, type Context, type FinishBatchInput } from "@tfbench/services";

type Waiting = { input: FinishBatchInput & { batch_id: number }; end: () => void; fail: (cause: unknown) => void };

/** Writes the ends of batches in groups: while one group is written, the next one gathers. */
export class BatchFinisher {
  readonly #ctx: Context;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Resolves when the batch's end is committed. Its runs must have been written before. */
  finish(input: FinishBatchInput & { batch_id: number }): Promise<void> {
    return new Promise((end, fail) => {
      this.#waiting.push({ input, end, fail });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // Batches whose runs were committed together come here in one turn.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0));
    this.#isWriting = false;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      await finishBatches(
        this.#ctx,
        group.map(({ input }) => input),
      );
      for (const { end } of group) end();
    } catch (cause) {
      for (const { fail } of group) fail(cause);
    }
  }
}
