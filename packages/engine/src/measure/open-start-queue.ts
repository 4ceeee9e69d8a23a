import { LaterTurns } from "./later-turns.ts";
import type { Chats, TurnAsked } from "./load-order.ts";
import { newStep, type StartQueue, type StartStep } from "./start-queue.ts";

/** A thread's share of an open profile: the runs thread, thread + threads, thread + 2 * threads ... of the schedule. */
export type OpenShare = {
  originMs: number;
  /** Of the whole batch; never re-anchored, however late a start was. */
  dueOffsetsMs: Float64Array;
  /** No turn of a chat is due later than this after the origin. */
  durationMs: number;
  thread: number;
  threads: number;
  /** Slots of this thread; Infinity without a ceiling. */
  slots: number;
  onFull: "wait" | "drop";
  chats: Chats | null;
};

/** Starts what is due first: a run of the schedule, or a later turn of a conversation that was begun. */
export class OpenStartQueue implements StartQueue {
  readonly #share: OpenShare;
  readonly #step: StartStep = newStep();
  readonly #turns: LaterTurns;
  #next: number;
  #free: number;
  /** Whether the last step was about a later turn. */
  #isTurn = false;
  /** When a slot became free after none had been: a run due before that was granted its slot then, else when due. */
  #becameFreeMs = -Infinity;
  #stoppedMs = Infinity;

  constructor(share: OpenShare) {
    this.#share = share;
    this.#next = share.thread;
    this.#free = share.slots;
    this.#turns = new LaterTurns(share.chats);
    this.#turns.endAt(share.originMs + share.durationMs);
  }

  next(nowMs: number): StartStep {
    const step = this.#choose();
    const { dueMs } = step;
    step.do = "over";
    if (dueMs === Infinity || dueMs > this.#stoppedMs) {
      if (this.#isExpecting(nowMs)) step.do = "hold";
      return step;
    }
    if (this.#stoppedMs < Infinity) return this.#end("cancelled");
    if (dueMs > nowMs) step.do = "wait";
    else if (this.#free > 0) {
      step.do = "start";
      step.grantedMs = Math.max(step.grantedMs, this.#becameFreeMs);
    } else if (this.#share.onFull === "drop") return this.#end("dropped");
    else step.do = "hold";
    return step;
  }

  started(): void {
    this.#leave();
    this.#free -= 1;
    this.#turns.started(this.#step.run);
  }

  ended(run: number, atMs: number): boolean {
    if (this.#free === 0) this.#becameFreeMs = atMs;
    this.#free += 1;
    return this.#turns.ended(run, atMs);
  }

  settle(run: number, next: TurnAsked | null): void {
    this.#turns.settle(run, next);
  }

  stop(nowMs: number): void {
    this.#stoppedMs = Math.min(this.#stoppedMs, nowMs);
    this.#turns.endAt(this.#stoppedMs);
  }

  waiting(nowMs: number): number {
    const { dueOffsetsMs, originMs, threads } = this.#share;
    let count = this.#turns.waiting(nowMs);
    for (let at = this.#next; (dueOffsetsMs[at] ?? Infinity) + originMs <= nowMs; at += threads) count += 1;
    return count;
  }

  /** What is due first, granted its slot when due unless none is free; due at Infinity where there is nothing. */
  #choose(): StartStep {
    const step = this.#step;
    const turn = this.#turns.first;
    const offsetMs = this.#share.dueOffsetsMs[this.#next];
    step.dueMs = offsetMs === undefined ? Infinity : this.#share.originMs + offsetMs;
    this.#isTurn = turn !== null && turn.dueMs <= step.dueMs;
    if (turn !== null && this.#isTurn) {
      step.run = turn.run;
      step.request = turn.request;
      step.dueMs = turn.dueMs;
      step.grantedMs = Math.max(turn.dueMs, turn.freeMs);
      return step;
    }
    step.run = this.#turns.firstRun(this.#next);
    step.conversation = this.#next;
    step.request = null;
    step.grantedMs = step.dueMs;
    return step;
  }

  /** When no more runs may start, only what has ended is asked for what follows it. */
  #isExpecting(nowMs: number): boolean {
    const { originMs, durationMs } = this.#share;
    const isEnding = this.#stoppedMs < Infinity || nowMs - originMs >= durationMs;
    return isEnding ? this.#turns.isAwaiting : this.#turns.areExpected;
  }

  #end(code: "cancelled" | "dropped"): StartStep {
    this.#step.do = "end";
    this.#step.code = code;
    this.#leave();
    return this.#step;
  }

  #leave(): void {
    if (this.#isTurn) this.#turns.take();
    else this.#next += this.#share.threads;
  }
}
