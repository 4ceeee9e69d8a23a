/** `hrtime.bigint` allocates; performance.now() is the same clock from another origin, so the difference is fixed. */
const ORIGIN_MS = measureOriginMs();

/** CLOCK_MONOTONIC in milliseconds: comparable between processes of one machine, unlike `performance.now()`. */
export function monotonicNowMs(): number {
  return performance.now() + ORIGIN_MS;
}

/** The narrowest of several pairs of readings around one reading of the clock: its error is below its width. */
function measureOriginMs(): number {
  let originMs = 0;
  let narrowestMs = Infinity;
  for (let tries = 0; tries < 50; tries++) {
    const beforeMs = performance.now();
    const clockMs = Number(process.hrtime.bigint()) / 1e6;
    const widthMs = performance.now() - beforeMs;
    if (widthMs >= narrowestMs) continue;
    narrowestMs = widthMs;
    originMs = clockMs - beforeMs - widthMs / 2;
  }
  return originMs;
}
