import type { LoadProfile } from "@tfbench/contracts";
import { readTrace } from "../trace/read-trace.ts";
import { traceLoad } from "../trace/trace-load.ts";
import type { TimestampUnit, Trace } from "@tfbench/engine";
import { warmUpRunsOf } from "./load-from-flags.ts";
import type { LoadFlags } from "./load-from-flags.ts";

export type ReplayFlags = { replay?: string; replaySpeed: number; replayUnit?: TimestampUnit };

/** The trace that the flags name and its load, with `--concurrency` as the ceiling; null where they name none. */
export function replayFromFlags(flags: ReplayFlags & LoadFlags): { trace: Trace; load: LoadProfile } | null {
  const { replay, requests, warmup, concurrency, onFull } = flags;
  if (replay === undefined) return null;
  const trace = readTrace(replay, {
    speed: flags.replaySpeed,
    unit: flags.replayUnit ?? null,
    requests: requests === undefined ? null : requests + warmUpRunsOf(warmup),
    durationMs: flags.durationMs ?? null,
  });
  return { trace, load: traceLoad(trace, { max_in_flight: concurrency ?? null, on_full: onFull }) };
}
