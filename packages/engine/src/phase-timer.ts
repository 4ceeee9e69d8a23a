import type { Phase } from "@tfbench/contracts";
import type { CancelTimer, Clock } from "./clock.ts";

export type PhaseTimer = {
  /** Leaves the phase before and gives this one until `deadlineMs`. */
  enter(phase: Phase, deadlineMs: number): void;
  /** Moves the deadline of the present phase later; costs nothing, so it may be called on every read. */
  extend(deadlineMs: number): void;
  stop(): void;
};

/** Bytes that came in time may still lie in the socket when a late loop gets to its timers: one more turn reads them. */
const LAST_LOOK_MS = 1;

/** One limit at a time. `onExpired` is called once, with the phase that ran out. */
export function createPhaseTimer(clock: Clock, onExpired: (phase: Phase) => void): PhaseTimer {
  let current: { phase: Phase; deadlineMs: number } | null = null;
  let cancel: CancelTimer | null = null;

  function arm(atMs: number, check: () => void): void {
    cancel?.();
    cancel = clock.at(atMs, check);
  }
  function stop(): void {
    cancel?.();
    cancel = null;
    current = null;
  }
  return {
    enter(phase, deadlineMs) {
      const entered = { phase, deadlineMs };
      current = entered;
      let hasLooked = false;
      const check = (): void => {
        if (clock.nowMs() < entered.deadlineMs) return arm(entered.deadlineMs, check);
        if (!hasLooked) {
          hasLooked = true;
          return arm(clock.nowMs() + LAST_LOOK_MS, check);
        }
        stop();
        onExpired(phase);
      };
      arm(deadlineMs, check);
    },
    extend(deadlineMs) {
      if (current) current.deadlineMs = deadlineMs;
    },
    stop,
  };
}
