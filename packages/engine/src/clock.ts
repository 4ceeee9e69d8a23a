export type CancelTimer = () => void;

/** The only time the engine knows. */
export type Clock = {
  /** Monotonic, in milliseconds with microseconds kept. */
  nowMs(): number;
  /** Unix time in milliseconds; read once per batch, for the anchor its instants are derived from. */
  wallNowMs(): number;
  /** Calls back once at or after `atMs` of `nowMs`, never early and never before this call has returned. */
  at(atMs: number, callback: () => void): CancelTimer;
};

/** Timers are woken this long before they are due; the rest is spent turning the event loop, which still reads sockets. */
const SPIN_MS = 1.5;
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

function nowMs(): number {
  // CLOCK_MONOTONIC since boot, unlike `performance.now()`: comparable between threads and processes of one machine.
  return Number(process.hrtime.bigint()) / 1e6;
}

export const realClock: Clock = {
  nowMs,
  wallNowMs: () => Date.now(),
  at(atMs, callback) {
    let cancel: CancelTimer = () => undefined;
    const wait = (isFirst: boolean): void => {
      const leftMs = atMs - nowMs();
      if (leftMs <= 0 && !isFirst) return callback();
      if (leftMs > SPIN_MS + 1) {
        const timer = setTimeout(wait, Math.min(leftMs - SPIN_MS, LONGEST_SLEEP_MS), false);
        cancel = () => clearTimeout(timer);
      } else {
        const immediate = setImmediate(wait, false);
        cancel = () => clearImmediate(immediate);
      }
    };
    wait(true);
    return () => cancel();
  },
};
