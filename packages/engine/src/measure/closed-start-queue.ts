import { LaterTurns } from "./later-turns.ts";
import type { Chats, TurnAsked } from "./load-order.ts";
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
  chats: Chats | null;
};

/**
 * Many starts in one turn of the event loop would make each other late, so the first `concurrency` starts are spread
 * evenly over a window; every later run takes the place of one that ended, and is due when that one ended. A conversation
 * keeps its place until its last turn.
 */
export class ClosedStartQueue implements StartQueue {
  readonly #share: ClosedShare;
  readonly #step: StartStep = newStep();
  readonly #turns: LaterTurns;
  /** When slots became free, oldest first, from `#freedHead` on. */
  readonly #freedMs: number[] = [];
  #freedHead = 0;
  #startedCount = 0;
  #drawn = -1;
  /** Whether the last step was about a later turn. */
  #isTurn = false;
  #isStopped = false;

  constructor(share: ClosedShare) {
    this.#share = share;
    this.#turns = new LaterTurns(share.chats);
    this.#turns.endAt(share.originMs + share.durationMs);
  }

  next(nowMs: number): StartStep {
    const turn = this.#turns.first;
    this.#isTurn = turn !== null && turn.dueMs <= nowMs;
    if (this.#isTurn) return this.#nextTurn();
    const step = this.#nextRun(nowMs);
    if (step.do === "start") return step;
    if (turn !== null) {
      step.dueMs = step.do === "wait" ? Math.min(step.dueMs, turn.dueMs) : turn.dueMs;
      step.do = "wait";
    } else if (step.do === "over" && this.#isExpecting(nowMs)) step.do = "hold";
    return step;
  }

  started(): void {
    this.#turns.started(this.#step.run);
    if (this.#isTurn) return this.#turns.take();
    if (this.#startedCount >= this.#share.slots) this.#freedHead += 1;
    if (this.#freedHead === this.#freedMs.length) {
      this.#freedMs.length = 0;
      this.#freedHead = 0;
    }
    this.#startedCount += 1;
    this.#drawn = -1;
  }

  ended(run: number, atMs: number): boolean {
    const isAwaited = this.#turns.ended(run, atMs);
    if (!isAwaited) this.#freedMs.push(atMs);
    return isAwaited;
  }

  settle(run: number, next: TurnAsked | null): void {
    const endedMs = this.#turns.settle(run, next);
    if (endedMs !== null) this.#freedMs.push(endedMs);
  }

  stop(nowMs: number): void {
    this.#isStopped = true;
    this.#turns.endAt(nowMs);
  }

  waiting(nowMs: number): number {
    return this.#turns.waiting(nowMs);
  }

  #nextRun(nowMs: number): StartStep {
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
    step.run = this.#turns.firstRun(this.#drawn);
    step.conversation = this.#drawn;
    step.request = null;
    step.dueMs = dueMs;
    step.grantedMs = dueMs;
    return step;
  }

  /** Its conversation has a slot already. */
  #nextTurn(): StartStep {
    const step = this.#step;
    const turn = this.#turns.first;
    if (turn === null) throw new Error("There is no turn to start.");
    step.run = turn.run;
    step.request = turn.request;
    step.dueMs = turn.dueMs;
    step.grantedMs = Math.max(turn.dueMs, turn.freeMs);
    step.do = "start";
    if (!this.#isStopped) return step;
    step.do = "end";
    step.code = "cancelled";
    this.#turns.take();
    return step;
  }

  /** When no more runs may start, only what has ended is asked for what follows it. */
  #isExpecting(nowMs: number): boolean {
    const isEnding = this.#isStopped || nowMs - this.#share.originMs >= this.#share.durationMs;
    return isEnding ? this.#turns.isAwaiting : this.#turns.areExpected;
  }

  #spreadDueMs(): number {
    const { originMs, thread, threads, startSpreadMs, concurrency } = this.#share;
    return originMs + ((thread + this.#startedCount * threads) * startSpreadMs) / concurrency;
  }
}
