import { monotonicNowMs } from "../monotonic-now-ms.ts";
import type { WriteColumns, WriteKind } from "./write-columns.ts";

/** Adds system calls to the ground truth, with a stamp directly before and after each. */
export interface TimedWrites {
  perform(act: () => void): void;
  /** A piece of the call just performed. */
  add(kind: WriteKind, bytes: number, more?: { tokens: number; dueMs: number }): void;
}

export function createTimedWrites(writes: WriteColumns): TimedWrites {
  let beforeMs = 0;
  let afterMs = 0;
  return {
    perform(act) {
      writes.nextWrite();
      beforeMs = monotonicNowMs();
      act();
      afterMs = monotonicNowMs();
    },
    add(kind, bytes, more) {
      writes.add({ kind, bytes, tokens: more?.tokens ?? 0, dueMs: more?.dueMs ?? NaN }, beforeMs, afterMs);
    },
  };
}
