import type { Clock } from "./clock.ts";

export type FakeClock = Clock & {
  /** Moves time forward and calls back what becomes due on the way, each at its own moment. */
  advance(byMs: number): void;
  /** Timers that have neither fired nor been cancelled. */
  readonly waiting: number;
};

/** A clock that stands still until it is told otherwise. */
export function createFakeClock(startMs = 0, wallStartMs = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  let timers: { atMs: number; callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    wallNowMs: () => wallStartMs + (nowMs - startMs),
    at(atMs, callback) {
      const timer = { atMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.callback();
      }
      nowMs = untilMs;
    },
    get waiting() {
      return timers.length;
    },
  };
}
