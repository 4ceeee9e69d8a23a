import type { Chats, TurnAsked } from "./load-order.ts";

/** A turn that is due once its time has come; its request was built from the answers before it. */
export type LaterTurn = {
  run: number;
  dueMs: number;
  /** When the turn before it had left the connection: no earlier could this one be sent. */
  freeMs: number;
  request: Uint8Array;
};

/**
 * The turns of a thread's conversations that follow others. A turn that may be followed is awaited from its end until the
 * meaning thread has said what follows it: what it asks, or that its conversation is over. Without conversations nothing
 * ever follows, and nothing here costs anything.
 */
export class LaterTurns {
  readonly #chats: Chats | null;
  /** A binary heap by due time. */
  readonly #due: LaterTurn[] = [];
  /** When the turns that are awaited ended. */
  readonly #awaited = new Map<number, number>();
  #inFlight = 0;
  #lastDueMs = Infinity;

  constructor(chats: Chats | null) {
    this.#chats = chats;
  }

  /** The first run of a conversation. */
  firstRun(conversation: number): number {
    return conversation * (this.#chats?.stride ?? 1);
  }

  get first(): LaterTurn | null {
    return this.#due[0] ?? null;
  }

  /** Something that has ended has yet to be followed by a word of the meaning thread. */
  get isAwaiting(): boolean {
    return this.#awaited.size > 0;
  }

  /** Turns may follow that nothing is known of yet. */
  get areExpected(): boolean {
    return this.#inFlight > 0 || this.#awaited.size > 0;
  }

  waiting(nowMs: number): number {
    return this.#due.reduce((count, { dueMs }) => (dueMs <= nowMs ? count + 1 : count), 0);
  }

  /** No turn is due later than this any more. */
  endAt(lastDueMs: number): void {
    this.#lastDueMs = Math.min(this.#lastDueMs, lastDueMs);
    const kept = this.#due.filter(({ dueMs }) => dueMs <= this.#lastDueMs);
    this.#due.length = 0;
    for (const turn of kept) this.#push(turn);
  }

  started(run: number): void {
    if (this.#isFollowed(run)) this.#inFlight += 1;
  }

  /** True: the run is awaited from now on, and its conversation goes on or not as `settle` is told. */
  ended(run: number, atMs: number): boolean {
    if (!this.#isFollowed(run)) return false;
    this.#inFlight -= 1;
    this.#awaited.set(run, atMs);
    return true;
  }

  /** What follows a run. Returns when the run ended where its conversation is over; null where it goes on or was not ours. */
  settle(run: number, asked: TurnAsked | null): number | null {
    const endedMs = this.#awaited.get(run);
    if (endedMs === undefined) return null;
    this.#awaited.delete(run);
    if (asked === null) return endedMs;
    // Its conversation would go on, but nothing begins any more: there is nobody to give its slot to.
    if (asked.dueMs > this.#lastDueMs) return null;
    this.#push({ run: run + 1, dueMs: asked.dueMs, freeMs: endedMs, request: new Uint8Array(asked.request) });
    return null;
  }

  take(): void {
    const [first] = this.#due;
    const last = this.#due.pop();
    if (last !== undefined && last !== first) this.#sink(last);
  }

  #isFollowed(run: number): boolean {
    const chats = this.#chats;
    if (chats === null) return false;
    const conversation = Math.floor(run / chats.stride);
    return run - conversation * chats.stride + 1 < (chats.turns[conversation % chats.turns.length] ?? 0);
  }

  #push(turn: LaterTurn): void {
    const due = this.#due;
    let at = due.length;
    due.push(turn);
    for (let above = (at - 1) >> 1; at > 0 && isBefore(turn, due[above]); above = (at - 1) >> 1) {
      due[at] = due[above] ?? turn;
      at = above;
    }
    due[at] = turn;
  }

  /** Puts a turn in the place of the first. */
  #sink(turn: LaterTurn): void {
    const due = this.#due;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = due[left + 1];
      const below = right !== undefined && isBefore(right, due[left]) ? left + 1 : left;
      const next = due[below];
      if (next === undefined || !isBefore(next, turn)) break;
      due[at] = next;
      at = below;
    }
    due[at] = turn;
  }
}

/** Equal due times go by run, so that the order does not depend on which answer was understood first. */
const isBefore = (a: LaterTurn, b: LaterTurn | undefined): boolean =>
  b === undefined || a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.run < b.run);
