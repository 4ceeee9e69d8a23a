import { createSchedule, type OpenProfile } from "./create-schedule.ts";
import type { LoadOrder } from "./load-order.ts";
import { newCeilingMemory } from "./shared-ceiling.ts";
import type { ProfileShare, ThreadData } from "./thread-message.ts";

type Share = Pick<ThreadData, "thread" | "threads" | "slots" | "connectionsBefore" | "profile" | "graceMs">;

export type SharedLoad = {
  /** At most as many as runs may be open at once. */
  threads: number;
  runs: number;
  of(thread: number): Share;
};

/** Of a load that only its duration ends. */
const MOST_RUNS = 10_000_000;
const MOST_CONNECTIONS_BEFORE = 256;
const BUSIEST_WINDOW_MS = 1_000;

/**
 * Draws the schedule and deals it. What threads share lies in shared memory: the schedule, the next run of a closed
 * profile, the ceiling of an open one. Slots of a closed profile, and of chats, are split as evenly as can be.
 */
export function shareLoad(order: LoadOrder): SharedLoad {
  const { profile, connections, timeouts } = order;
  const ceiling = profile.kind === "closed" ? profile.concurrency : (profile.max_in_flight ?? Infinity);
  const threads = Math.max(1, Math.min(order.threads ?? 1, ceiling));
  // A later turn of a chat belongs to the thread that has its conversation, which no other thread would wake.
  const isShared = threads > 1 && ceiling < Infinity && order.chats === undefined;
  const open = profile.kind === "closed" ? null : drawOpen(profile, order.seed, isShared ? ceiling : null);
  const runs = profile.kind === "closed" ? (profile.runs ?? MOST_RUNS) : (open?.dueOffsetsMs.length ?? 0);
  const share: ProfileShare = open ?? closedShare(order);
  const before = connections === "fresh" ? 0 : Math.min(ceiling, open ? busiest(open.dueOffsetsMs) : runs);
  return {
    threads,
    runs,
    of: (thread) => ({
      thread,
      threads,
      slots: portion(ceiling, threads, thread),
      connectionsBefore: portion(before, threads, thread),
      profile: share,
      graceMs: order.grace_ms ?? timeouts.total_ms,
    }),
  };
}

function drawOpen(
  profile: OpenProfile,
  seed: number,
  sharedSlots: number | null,
): Extract<ProfileShare, { kind: "open" }> {
  const schedule = createSchedule(profile, seed);
  const dueOffsetsMs = new Float64Array(new SharedArrayBuffer(schedule.byteLength));
  dueOffsetsMs.set(schedule);
  const ceiling = sharedSlots === null ? null : newCeilingMemory(sharedSlots);
  return { kind: "open", dueOffsetsMs, durationMs: durationOf(profile), onFull: profile.on_full, ceiling };
}

/** How long an open profile goes on where it says so itself. */
function durationOf(profile: OpenProfile): number {
  if (profile.kind === "stages") return profile.stages.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  return "duration_ms" in profile ? (profile.duration_ms ?? Infinity) : Infinity;
}

function closedShare({ profile }: LoadOrder): ProfileShare {
  if (profile.kind !== "closed") throw new Error("Only a closed profile has slots to share.");
  const { runs = MOST_RUNS, concurrency, start_spread_ms, duration_ms = Infinity } = profile;
  const nextRun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return { kind: "closed", runs, concurrency, startSpreadMs: start_spread_ms, durationMs: duration_ms, nextRun };
}

const portion = (total: number, threads: number, thread: number): number =>
  total === Infinity ? Infinity : Math.floor(total / threads) + (thread < total % threads ? 1 : 0);

/** Runs due within the busiest second: connections for so many are ready before the first. */
function busiest(dueOffsetsMs: Float64Array): number {
  let most = 0;
  let from = 0;
  for (let to = 0; to < dueOffsetsMs.length && most < MOST_CONNECTIONS_BEFORE; to += 1) {
    while ((dueOffsetsMs[to] ?? 0) - (dueOffsetsMs[from] ?? 0) >= BUSIEST_WINDOW_MS) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
