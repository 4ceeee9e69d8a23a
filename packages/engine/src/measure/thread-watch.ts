import { monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";
import { coreWaitMs } from "./core-wait.ts";
import { delaysOf, type DelayLog } from "./delay-log.ts";
import type { ThreadHealth } from "./load-order.ts";
import type { MeasuredLoad } from "./measured-load.ts";
import { timelineOffsetMs } from "./monotonic-clock.ts";
import type { SlabPool } from "./slab-pool.ts";

const NS_PER_MS = 1e6;
const US_PER_MS = 1_000;
const PAUSE_WORTH_TELLING_MS = 1;

export type Watched = { thread: number; load: MeasuredLoad; delays: DelayLog; slabs: SlabPool; nowMs: () => number };

/** What a measuring thread knows about itself: whether it could look when something came. */
export class ThreadWatch {
  readonly #watched: Watched;
  readonly #loopDelay = monitorEventLoopDelay({ resolution: 10 });
  readonly #gc = { count: 0, total_ms: 0, max_ms: 0 };
  readonly #offsetMs: number;
  readonly #observer: PerformanceObserver;
  #pauses: ThreadHealth["gc_pauses"] = [];
  #beganMs = 0;
  #cpuAtBeginMs: number | null = null;
  #coreWaitAtBeginMs: number | null = null;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#offsetMs = timelineOffsetMs(watched.nowMs);
    this.#observer = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) this.#notePause(startTime + this.#offsetMs, duration);
    });
  }

  begin(): void {
    this.#beganMs = this.#watched.nowMs();
    this.#cpuAtBeginMs = cpuMs();
    this.#coreWaitAtBeginMs = coreWaitMs();
    this.#observer.observe({ entryTypes: ["gc"] });
    this.#loopDelay.enable();
  }

  report(): ThreadHealth {
    const { thread, load, delays, slabs, nowMs } = this.#watched;
    const pauses = this.#pauses;
    this.#pauses = [];
    const usedMs = since(this.#cpuAtBeginMs, cpuMs());
    const waitedMs = since(this.#coreWaitAtBeginMs, coreWaitMs());
    const passedMs = nowMs() - this.#beganMs;
    return {
      thread,
      started: load.startedCount,
      ended: load.endedCount,
      dropped: load.droppedCount,
      in_flight: load.inFlight,
      waiting: load.waiting,
      reads: load.reads,
      bytes: load.bytes,
      lag_ms: delays.lagMs,
      slot_wait_ms: delays.slotWaitMs,
      loop_delay_ms: delaysOf(this.#loopDelay, NS_PER_MS),
      cpu_ms: usedMs,
      cpu_share: usedMs === null ? null : usedMs / passedMs,
      core_wait_share: waitedMs === null ? null : waitedMs / passedMs,
      gc: { ...this.#gc },
      gc_pauses: pauses,
      slabs_behind: slabs.behind,
      slabs_behind_max: slabs.behindMax,
    };
  }

  end(): ThreadHealth {
    this.#loopDelay.disable();
    for (const { startTime, duration } of this.#observer.takeRecords())
      this.#notePause(startTime + this.#offsetMs, duration);
    this.#observer.disconnect();
    return this.report();
  }

  #notePause(atMs: number, pauseMs: number): void {
    this.#gc.count += 1;
    this.#gc.total_ms += pauseMs;
    this.#gc.max_ms = Math.max(this.#gc.max_ms, pauseMs);
    if (pauseMs >= PAUSE_WORTH_TELLING_MS) this.#pauses.push({ at_ms: atMs, pause_ms: pauseMs });
  }
}

const since = (beginMs: number | null, nowMs: number | null): number | null =>
  beginMs === null || nowMs === null ? null : nowMs - beginMs;

/** CPU time of this thread alone; Node.js can tell from 23.9 on. */
function cpuMs(): number | null {
  if (typeof process.threadCpuUsage !== "function") return null;
  const { user, system } = process.threadCpuUsage();
  return (user + system) / US_PER_MS;
}
