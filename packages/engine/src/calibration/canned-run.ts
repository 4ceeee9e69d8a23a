import type { EndCode } from "../measure/end-code.ts";
import type { StartStamps } from "../measure/slab.ts";

/** One run as the engine saw it, on CLOCK_MONOTONIC. */
export type CannedRun = {
  run: number;
  code: EndCode;
  stamps: StartStamps | null;
  endMs: number;
  events: number;
  /** When each event was there, the first ones if there are many. */
  arrivalsMs: Float64Array;
};
