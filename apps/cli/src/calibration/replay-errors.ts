import type { RunResult } from "@tfbench/contracts";
import { decodeChunkLog } from "@tfbench/stats";
import { contentOffsetsMs } from "./recorded-stream.ts";
import type { WrittenStream } from "./read-truth.ts";

/** What this tool reported of played streams minus what their server did, in milliseconds. */
export class ReplayErrors {
  readonly ttftMs: number[] = [];
  /** Between two content chunks, each way: their sizes. */
  readonly gapMs: number[] = [];
  readonly latenessMs: number[] = [];
  /** Runs that did not come out as they were written. */
  failed = 0;

  add(run: RunResult, written: WrittenStream | undefined): void {
    const seenMs = run.chunk_log === null ? [] : contentOffsetsMs(decodeChunkLog(run.chunk_log));
    const [firstSeenMs] = seenMs;
    const [firstWrittenMs] = written?.contentMs ?? [];
    const { sent } = run.stamps;
    if (run.lag_ms !== null) this.latenessMs.push(run.lag_ms);
    const isWhole = run.status === "completed" && seenMs.length === written?.contentMs.length;
    if (!isWhole || firstSeenMs === undefined || firstWrittenMs === undefined || sent === null) {
      this.failed += 1;
      return;
    }
    this.ttftMs.push(firstSeenMs - sent - (firstWrittenMs - written.receivedMs));
    for (let at = 1; at < seenMs.length; at += 1) {
      const seenGapMs = (seenMs[at] ?? 0) - (seenMs[at - 1] ?? 0);
      const writtenGapMs = (written.contentMs[at] ?? 0) - (written.contentMs[at - 1] ?? 0);
      this.gapMs.push(Math.abs(seenGapMs - writtenGapMs));
    }
  }
}
