import type { EndCode } from "./end-code.ts";
import type { TurnAsked } from "./load-order.ts";

/** What to do next. One object for all steps, overwritten by each: read it before asking again. */
export type StartStep = {
  do:
    | "start" // `run` now
    | "end" // `run` without starting it: it ends as `code`
    | "wait" // until `dueMs`
    | "hold" // until a run ends
    | "over"; // nothing will start any more
  run: number;
  /** Its place in the profile; without chats that is the run's own. */
  conversation: number;
  /** Of a later turn of a chat; null: the one that was built beforehand. */
  request: Uint8Array | null;
  dueMs: number;
  grantedMs: number;
  code: EndCode;
};

/** Decides which run starts next and when. Pure: it is told the time and does nothing itself. */
export type StartQueue = {
  next(nowMs: number): StartStep;
  /** The run of the last step "start" has started. */
  started(): void;
  /** A run has ended. True: the meaning thread has to say at once what follows it. */
  ended(run: number, atMs: number): boolean;
  /** What follows a run that has ended; without effect for runs of other threads. */
  settle(run: number, next: TurnAsked | null): void;
  /** Nothing starts any more; runs that are due by now and have waited end as cancelled. */
  stop(nowMs: number): void;
  /** Runs due but not started. */
  waiting(nowMs: number): number;
};

export const newStep = (): StartStep => ({
  do: "over",
  run: -1,
  conversation: -1,
  request: null,
  dueMs: NaN,
  grantedMs: NaN,
  code: "dropped",
});
