import type { EndCode } from "./end-code.ts";

/** What to do next. One object for all steps, overwritten by each: read it before asking again. */
export type StartStep = {
  do:
    | "start" // `run` now
    | "end" // `run` without starting it: it ends as `code`
    | "wait" // until `dueMs`
    | "hold" // until a run ends
    | "over"; // nothing will start any more
  run: number;
  dueMs: number;
  grantedMs: number;
  code: EndCode;
};

/** Decides which run starts next and when. Pure: it is told the time and does nothing itself. */
export type StartQueue = {
  next(nowMs: number): StartStep;
  /** The run of the last step "start" has started. */
  started(): void;
  /** A run has ended and its slot is free. */
  ended(atMs: number): void;
  /** Nothing starts any more; runs that are due by now and have waited end as cancelled. */
  stop(nowMs: number): void;
  /** Runs due but not started. */
  waiting(nowMs: number): number;
};

export const newStep = (): StartStep => ({ do: "over", run: -1, dueMs: NaN, grantedMs: NaN, code: "dropped" });
