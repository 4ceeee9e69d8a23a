import type { ThreadHealth } from "@tfbench/engine";
import type { EngineHealth } from "@tfbench/stats";

/** How far meaning may lag before bytes would be lost, per thread; the engine then fails loudly. */
const MOST_SLABS = 1_024;
const SLAB_BYTES = 256 * 1024;

export type EndCounts = {
  runs: number;
  aborted: number;
  no_file_handles: number;
  no_ports: number;
  coalesced: number;
  streamed: number;
};

/** What the threads noticed about themselves as one: the worst of each. */
export function toEngineHealth(threads: readonly ThreadHealth[], counts: EndCounts): EngineHealth {
  const worst = (of: (thread: ThreadHealth) => number | null): number | null => {
    const known = threads.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    loop_delay_p99_ms: worst(({ loop_delay_ms }) => (loop_delay_ms.n === 0 ? null : loop_delay_ms.p99)),
    cpu_share: worst(({ cpu_share }) => cpu_share),
    longest_gc_pause_ms: worst(({ gc }) => gc.max_ms),
    lag_p99_ms: worst(({ lag_ms }) => (lag_ms.n === 0 ? null : lag_ms.p99)),
    coalesced_share: counts.streamed === 0 ? null : counts.coalesced / counts.streamed,
    backlog_bytes: (worst(({ slabs_behind_max }) => slabs_behind_max) ?? 0) * SLAB_BYTES,
    backlog_limit_bytes: MOST_SLABS * SLAB_BYTES,
    no_file_handles: counts.no_file_handles,
    no_ports: counts.no_ports,
    aborted: counts.aborted,
    runs: counts.runs,
  };
}
