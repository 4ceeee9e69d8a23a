import { SharedCeiling, type CeilingMemory } from "./shared-ceiling.ts";
import { newStep, type StartQueue, type StartStep } from "./start-queue.ts";

/** An open profile with a ceiling, as each of several threads sees it. */
export type SharedShare = {
  originMs: number;
  /** Of the whole batch; never re-anchored, however late a start was. */
  dueOffsetsMs: Float64Array;
  thread: number;
  threads: number;
  onFull: "wait" | "drop";
  ceiling: CeilingMemory;
};

/**
 * Runs leave one queue in the order they are due, whichever thread takes them. Two moments can make a start possible, and
 * each has a thread that looks then: a run becomes due, for which thread n wakes at every n-th run; and a slot becomes
 * free, where the thread whose run ended looks at once. So no thread has to wake another.
 */
export class SharedStartQueue implements StartQueue {
  readonly #share: SharedShare;
  readonly #ceiling: SharedCeiling;
  readonly #step: StartStep = newStep();
  /** The next run this thread wakes for. */
  #watched: number;
  /** Taken from the queue with a slot, but not started so far: its request has not been built yet. */
  #drawn = -1;
  #stoppedMs = Infinity;

  constructor(share: SharedShare) {
    this.#share = share;
    this.#ceiling = new SharedCeiling(share.ceiling);
    this.#watched = share.thread;
  }

  next(nowMs: number): StartStep {
    if (this.#drawn >= 0) return this.#nextDrawn(nowMs);
    for (;;) {
      const run = this.#ceiling.nextRun;
      const dueMs = this.#dueMs(run);
      const step = this.#set(run, dueMs);
      step.do = "over";
      if (dueMs === Infinity || dueMs > this.#stoppedMs) return step;
      if (this.#stoppedMs < Infinity) {
        if (this.#ceiling.take(run)) return this.#end("cancelled");
        continue;
      }
      if (dueMs > nowMs) return this.#wait(nowMs);
      const taken = this.#ceiling.takeWithSlot(run);
      if (taken === "taken") return this.#start(run, dueMs);
      if (taken === "gone") continue;
      if (this.#share.onFull === "wait") return this.#wait(nowMs);
      if (this.#ceiling.takeFull(run)) return this.#end("dropped");
    }
  }

  started(): void {
    this.#drawn = -1;
  }

  ended(_run: number, atMs: number): boolean {
    this.#ceiling.giveBack(atMs);
    return false;
  }

  settle(): void {}

  stop(nowMs: number): void {
    this.#stoppedMs = Math.min(this.#stoppedMs, nowMs);
  }

  /** Each thread counts its own part of those that wait. */
  waiting(nowMs: number): number {
    const { thread, threads } = this.#share;
    const next = this.#ceiling.nextRun;
    let count = 0;
    let at = next + ((((thread - next) % threads) + threads) % threads);
    for (; this.#dueMs(at) <= nowMs; at += threads) count += 1;
    return count;
  }

  #nextDrawn(nowMs: number): StartStep {
    if (this.#stoppedMs === Infinity) return this.#step;
    this.#drawn = -1;
    this.#ceiling.giveBack(nowMs);
    return this.#end("cancelled");
  }

  #start(run: number, dueMs: number): StartStep {
    this.#drawn = run;
    this.#step.do = "start";
    this.#step.grantedMs = Math.max(dueMs, this.#ceiling.becameFreeMs);
    return this.#step;
  }

  /** Until the next run it wakes for is due; without one until a run of its own ends. */
  #wait(nowMs: number): StartStep {
    while (this.#dueMs(this.#watched) <= nowMs) this.#watched += this.#share.threads;
    const dueMs = this.#dueMs(this.#watched);
    this.#step.do = dueMs === Infinity ? "hold" : "wait";
    this.#step.dueMs = dueMs;
    return this.#step;
  }

  #end(code: "cancelled" | "dropped"): StartStep {
    this.#step.do = "end";
    this.#step.code = code;
    return this.#step;
  }

  #set(run: number, dueMs: number): StartStep {
    this.#step.run = run;
    this.#step.conversation = run;
    this.#step.dueMs = dueMs;
    return this.#step;
  }

  /** Infinity past the last one. */
  #dueMs(run: number): number {
    return this.#share.originMs + (this.#share.dueOffsetsMs[run] ?? Infinity);
  }
}
