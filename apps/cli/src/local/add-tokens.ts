import { addRunTokens, decodeChunkLog } from "@tfbench/stats";
import type { LoadRun, LoadTally } from "@tfbench/stats";

/** Puts a run's output tokens on the load's time line; without a count or a chunk log there is nothing to put. */
export function addTokens(tally: LoadTally, run: LoadRun, chunkLog: Uint8Array | null): void {
  if (chunkLog === null || run.output_tokens === null) return;
  addRunTokens(tally.timeline, decodeChunkLog(chunkLog), run.output_tokens);
}
