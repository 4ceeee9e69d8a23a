import type { EngineHealth } from "@tfbench/contracts";
import type { ThreadHealth } from "./measure/load-order.ts";

/** How far meaning may lag before bytes would be lost, per thread; the engine then fails loudly. */
const MOST_SLABS = 1_024;
const SLAB_BYTES = 256 * 1024;

type SeenByThreads = Omit<EngineHealth, "coalesced_share" | "no_file_handles" | "no_ports" | "aborted" | "runs">;

/** What the measuring threads noticed about themselves as one: the worst of each. What its runs tell is not in it. */
export function engineHealthOf(threads: readonly ThreadHealth[]): SeenByThreads {
  const worst = (of: (thread: ThreadHealth) => number | null): number | null => {
    const known = threads.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    loop_delay_p99_ms: worst(({ loop_delay_ms }) => (loop_delay_ms.n === 0 ? null : loop_delay_ms.p99)),
    cpu_share: worst(({ cpu_share }) => cpu_share),
    core_wait_share: worst(({ core_wait_share }) => core_wait_share),
    longest_gc_pause_ms: worst(({ gc }) => gc.max_ms),
    lag_p99_ms: worst(({ lag_ms }) => (lag_ms.n === 0 ? null : lag_ms.p99)),
    backlog_bytes: (worst(({ slabs_behind_max }) => slabs_behind_max) ?? 0) * SLAB_BYTES,
    backlog_limit_bytes: MOST_SLABS * SLAB_BYTES,
  };
}
