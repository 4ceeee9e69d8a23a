import type { ClosedLoad } from "@tfbench/contracts";

export type PacerState = { started: number; inFlight: number };

export type PacerStep =
  | { do: "start"; atOffsetMs: number } // at this offset from the batch's origin
  | { do: "startNow" } // closed profile: a slot is free
  | { do: "hold" } // closed profile: wait for a run to end
  | { do: "stop" };

/**
 * Decides when the next run starts. Pure: no clock, no I/O.
 * Many starts in one turn of the event loop would make each other late, so the first `concurrency` starts of a closed
 * profile are spread evenly over `start_spread_ms`; every later one takes the place of a run that ended.
 */
export function nextStep(profile: ClosedLoad, { started, inFlight }: PacerState): PacerStep {
  if (started >= profile.runs) return { do: "stop" };
  if (inFlight >= profile.concurrency) return { do: "hold" };
  if (started >= profile.concurrency) return { do: "startNow" };
  return { do: "start", atOffsetMs: (started * profile.start_spread_ms) / profile.concurrency };
}
