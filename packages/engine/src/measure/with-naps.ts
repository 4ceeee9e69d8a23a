import type { SlabRead, SlabVisitor } from "./slab.ts";

export type NapTimes = {
  nowMs: () => number;
  /** Gives the core away for a moment. */
  nap: () => void;
};

/** Looking at the clock costs as much as the meaning of a read. */
const READS_PER_LOOK = 16;
const WORK_MS = 0.1;
const NAP_MS = 0.05;
/** Reads are handed over each 50 ms: what is older than this was not understood as fast as it came. */
const BEHIND_MS = 250;

/**
 * A visitor that naps after each tenth of a millisecond of work. Linux lets a thread that has a core keep it for up to three
 * milliseconds before one of higher priority gets it: where both want the same core, a read that came meanwhile would be
 * stamped that late. One that is behind does not nap: its memory is bounded.
 */
export function withNaps(visitor: SlabVisitor, { nowMs, nap }: NapTimes): SlabVisitor {
  let reads = 0;
  let wokeMs = nowMs();
  return {
    start: (run, stamps, isFresh) => visitor.start(run, stamps, isFresh),
    end: (run, atMs, how) => visitor.end(run, atMs, how),
    read(read: SlabRead) {
      visitor.read(read);
      reads += 1;
      if (reads % READS_PER_LOOK !== 0) return;
      const atMs = nowMs();
      if (atMs - wokeMs < WORK_MS || atMs - read.atMs > BEHIND_MS) return;
      nap();
      wokeMs = nowMs();
    },
  };
}

const nobody = new Int32Array(new SharedArrayBuffer(4));
export const nap = (): void => void Atomics.wait(nobody, 0, 0, NAP_MS);
