import { newStep, type StartQueue, type StartStep } from "./start-queue.ts";

/** A thread's share of an open profile: the runs thread, thread + threads, thread + 2 * threads ... of the schedule. */
export type OpenShare = {
  originMs: number;
  /** Of the whole batch; never re-anchored, however late a start was. */
  dueOffsetsMs: Float64Array;
  thread: number;
  threads: number;
  /** Slots of this thread; Infinity without a ceiling. */
  slots: number;
  onFull: "wait" | "drop";
};

export class OpenStartQueue implements StartQueue {
  readonly #share: OpenShare;
  readonly #step: StartStep = newStep();
  #next: number;
  #free: number;
  /** When a slot became free after none had been: a run due before that was granted its slot then, else when due. */
  #becameFreeMs = -Infinity;
  #stoppedMs = Infinity;

  constructor(share: OpenShare) {
    this.#share = share;
    this.#next = share.thread;
    this.#free = share.slots;
  }

  next(nowMs: number): StartStep {
    const step = this.#step;
    const offsetMs = this.#share.dueOffsetsMs[this.#next];
    step.do = "over";
    if (offsetMs === undefined) return step;
    const dueMs = this.#share.originMs + offsetMs;
    if (dueMs > this.#stoppedMs) return step;
    step.run = this.#next;
    step.dueMs = dueMs;
    if (this.#stoppedMs < Infinity) return this.#end("cancelled");
    if (dueMs > nowMs) step.do = "wait";
    else if (this.#free > 0) {
      step.do = "start";
      step.grantedMs = Math.max(dueMs, this.#becameFreeMs);
    } else if (this.#share.onFull === "drop") return this.#end("dropped");
    else step.do = "hold";
    return step;
  }

  started(): void {
    this.#next += this.#share.threads;
    this.#free -= 1;
  }

  ended(atMs: number): void {
    if (this.#free === 0) this.#becameFreeMs = atMs;
    this.#free += 1;
  }

  stop(nowMs: number): void {
    this.#stoppedMs = Math.min(this.#stoppedMs, nowMs);
  }

  waiting(nowMs: number): number {
    const { dueOffsetsMs, originMs, threads } = this.#share;
    let count = 0;
    for (let at = this.#next; (dueOffsetsMs[at] ?? Infinity) + originMs <= nowMs; at += threads) count += 1;
    return count;
  }

  #end(code: "cancelled" | "dropped"): StartStep {
    this.#step.do = "end";
    this.#step.code = code;
    this.#next += this.#share.threads;
    return this.#step;
  }
}
