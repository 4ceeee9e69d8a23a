/** Timers fire this long before they are due; the rest is spent turning the event loop, which still reads sockets. */
const SPIN_MS = 1.5;
/**
 * How long each turn is held. A turn of its own accord takes 1.3 µs and leaves 0.4 KB of garbage: that would be a
 * collection every 100 ms. Held this long it is one in a second, and no read waits longer.
 */
const TURN_MS = 0.01;
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** Calls back once at or after an instant of `nowMs`, never early and never before `arm` has returned. */
export class WakeTimer {
  readonly #nowMs: () => number;
  readonly #callback: () => void;
  #atMs = NaN;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;

  constructor(nowMs: () => number, callback: () => void) {
    this.#nowMs = nowMs;
    this.#callback = callback;
  }

  /** Replaces what it was armed for; costs nothing when that is the same instant. */
  arm(atMs: number): void {
    if (atMs === this.#atMs) return;
    this.disarm();
    this.#atMs = atMs;
    this.#wait();
  }

  disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
    this.#atMs = NaN;
  }

  #wait(): void {
    const leftMs = this.#atMs - this.#nowMs();
    // A sleep under a millisecond is none: the system's timers are no finer.
    if (leftMs > SPIN_MS + 1) this.#timer = setTimeout(this.#wake, Math.min(leftMs - SPIN_MS, LONGEST_SLEEP_MS));
    else this.#immediate = setImmediate(this.#wake);
  }

  readonly #wake = (): void => {
    this.#timer = null;
    this.#immediate = null;
    let nowMs = this.#nowMs();
    const untilMs = Math.min(this.#atMs, nowMs + TURN_MS);
    while (nowMs < untilMs) nowMs = this.#nowMs();
    if (nowMs < this.#atMs) return this.#wait();
    this.#atMs = NaN;
    this.#callback();
  };
}
