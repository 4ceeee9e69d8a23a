import { readFileSync } from "node:fs";

const NS_PER_MS = 1e6;

/**
 * How long the calling thread has been ready to run without a core so far, in milliseconds: what other programs on this
 * machine took from it. The kernel counts it for each thread (`run_delay` of its scheduler). Null where it does not.
 */
export function coreWaitMs(): number | null {
  if (process.platform !== "linux") return null;
  try {
    return parseSchedstat(readFileSync("/proc/thread-self/schedstat", "utf8"));
  } catch {
    // A kernel built without these counters has no such file.
    return null;
  }
}

/** Time on a core and time waiting for one in nanoseconds, and the number of turns. */
export function parseSchedstat(text: string): number | null {
  const waitedNs = /^\d+ (\d+) \d+\s*$/.exec(text)?.[1];
  return waitedNs === undefined ? null : Number(waitedNs) / NS_PER_MS;
}
