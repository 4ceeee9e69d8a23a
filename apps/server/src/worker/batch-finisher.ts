import { finishBatches, type Context } from "@tfbench/services";

type Failure = { reason_code: string; error: string };
type Waiting = { batch_id: number; failed: Failure | null; end: () => void; fail: (cause: unknown) => void };

/** Writes the ends of batches in groups: while one group is written, the next one gathers. */
export class BatchFinisher {
  readonly #ctx: Pick<Context, "db">;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(ctx: Pick<Context, "db">) {
    this.#ctx = ctx;
  }

  /** Resolves when the batch's end is committed. Its runs must have been written before. */
  finish(batch_id: number, failed: Failure | null): Promise<void> {
    return new Promise((end, fail) => {
      this.#waiting.push({ batch_id, failed, end, fail });
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
        group.map(({ batch_id, failed }) => (failed === null ? { batch_id } : { batch_id, failed })),
      );
      for (const { end } of group) end();
    } catch (cause) {
      for (const { fail } of group) fail(cause);
    }
  }
}
