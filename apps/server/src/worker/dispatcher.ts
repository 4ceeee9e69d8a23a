import type { ClaimedBatch } from "@tfbench/store";

export type DispatcherDeps = {
  /** Moves queued batches to running where the target has room; says which must wait for room. */
  claim: (ids: number[]) => Promise<{ claimed: ClaimedBatch[]; waiting: number[] }>;
  execute: (batch: ClaimedBatch) => Promise<void>;
  maxBatches: number;
  onError: (cause: unknown) => void;
};

/**
 * Decides which of the delivered batches this worker claims now. A batch that finds no room at its target waits here
 * and is asked for again when one ends; what is lost with this process, the sweeper delivers again.
 */
export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #waiting = new Set<number>();
  readonly #running = new Map<number, Promise<void>>();
  #isClaiming = false;
  #wasAskedMeanwhile = false;
  #isStopped = false;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  get runningBatches(): number[] {
    return [...this.#running.keys()];
  }

  accept(ids: readonly number[]): void {
    for (const id of ids.toSorted((a, b) => a - b)) if (!this.#running.has(id)) this.#waiting.add(id);
    this.retry();
  }

  /** Asks again for the batches that wait. While a claim is under way the question is kept until it ends. */
  retry(): void {
    if (this.#isStopped || this.#waiting.size === 0) return;
    if (this.#isClaiming) {
      this.#wasAskedMeanwhile = true;
      return;
    }
    this.#isClaiming = true;
    void this.#claimWaiting()
      .catch(this.#deps.onError)
      .finally(() => {
        this.#isClaiming = false;
        if (!this.#wasAskedMeanwhile) return;
        this.#wasAskedMeanwhile = false;
        this.retry();
      });
  }

  /** Claims nothing more and resolves when what runs has been let go. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running.values());
  }

  async #claimWaiting(): Promise<void> {
    const room = this.#deps.maxBatches - this.#running.size;
    const wanted = [...this.#waiting].slice(0, room);
    if (wanted.length === 0) return;
    for (const id of wanted) this.#waiting.delete(id);
    const { claimed, waiting } = await this.#deps.claim(wanted).catch((cause: unknown) => {
      for (const id of wanted) this.#waiting.add(id);
      throw cause;
    });
    // Back to the end, so that those that cannot start yet never keep the others from being asked for.
    for (const id of waiting) this.#waiting.add(id);
    for (const batch of claimed) this.#run(batch);
  }

  #run(batch: ClaimedBatch): void {
    const done = this.#deps
      .execute(batch)
      .catch(this.#deps.onError)
      .finally(() => {
        this.#running.delete(batch.id);
        this.retry();
      });
    this.#running.set(batch.id, done);
  }
}
