import type { LoadRun } from "@tfbench/stats";
import type { RecordedRun } from "./read-record-file.ts";

/** A recorded run as the figures want it. */
export const toLoadRun = (run: RecordedRun): LoadRun => ({
  ...run,
  gap_sketch: run.gap_sketch === null ? null : new Uint8Array(Buffer.from(run.gap_sketch, "base64")),
});
