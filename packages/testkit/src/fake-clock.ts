/** A wall clock that moves only when told to. */
export type FakeClock = { now(): Date; advance(ms: number): void };

/** Starts at the beginning of 2026. */
export function createFakeClock(start = "2026-01-01T00:00:00.000Z"): FakeClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
}
