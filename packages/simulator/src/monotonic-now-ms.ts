/** CLOCK_MONOTONIC in milliseconds: comparable between processes of one machine, unlike `performance.now()`. */
export function monotonicNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
