import { newStep, type StartQueue, type StartStep } from "./start-queue.ts";

/** A thread's share of a closed profile. Which run is next is settled between the threads by one shared counter. */
export type ClosedShare = {
  originMs: number;
  runs: number;
  concurrency: number;
  startSpreadMs: number;
  /** Nothing starts later than this after the origin. */
  durationMs: number;
  thread: number;
  threads: number;
  /** Of this thread. */
  slots: number;
  nextRun: Int32Array<SharedArrayBuffer>;
};

/**
 * Many starts in one turn of the event loop would make each other late, so the first `concurrency` starts are spread
 * evenly over a window; every later run takes the place of one that ended, and is due when that one ended.
 */
export class ClosedStartQueue implements StartQueue {
  readonly #share: ClosedShare;
  readonly #step: StartStep = newStep();
  /** When slots became free, oldest first, from `#freedHead` on. */
  readonly #freedMs: number[] = [];
  #freedHead = 0;
  #startedCount = 0;
  #drawn = -1;
  #isStopped = false;

  constructor(share: ClosedShare) {
    this.#share = share;
  }

  next(nowMs: number): StartStep {
    const { originMs, runs, durationMs, slots, nextRun } = this.#share;
    const step = this.#step;
    step.do = "over";
    if (this.#isStopped || (this.#drawn < 0 && Atomics.load(nextRun, 0) >= runs)) return step;
    const dueMs = this.#startedCount < slots ? this.#spreadDueMs() : this.#freedMs[this.#freedHead];
    if ((dueMs ?? nowMs) - originMs >= durationMs) return step;
    if (dueMs === undefined || dueMs > nowMs) {
      step.do = dueMs === undefined ? "hold" : "wait";
      step.dueMs = dueMs ?? NaN;
      return step;
    }
    // Drawn only now: a run held by a thread without a free slot would keep it from another that has one.
    if (this.#drawn < 0) this.#drawn = Atomics.add(nextRun, 0, 1);
    if (this.#drawn >= runs) return step;
    step.do = "start";
    step.run = this.#drawn;
    step.dueMs = dueMs;
    step.grantedMs = dueMs;
    return step;
  }

  started(): void {
    if (this.#startedCount >= this.#share.slots) this.#freedHead += 1;
    if (this.#freedHead === this.#freedMs.length) {
      this.#freedMs.length = 0;
      this.#freedHead = 0;
    }
    this.#startedCount += 1;
    this.#drawn = -1;
  }

  ended(atMs: number): void {
    this.#freedMs.push(atMs);
  }

  stop(): void {
    this.#isStopped = true;
  }

  waiting(): number {
    return 0;
  }

  #spreadDueMs(): number {
    const { originMs, thread, threads, startSpreadMs, concurrency } = this.#share;
    return originMs + ((thread + this.#startedCount * threads) * startSpreadMs) / concurrency;
  }
}
