import type { RecordedStream } from "./recorded-stream.ts";

export type ReplayLimits = { runs: number; minutes: number };
export type ChosenStreams = { streams: RecordedStream[]; leftOut: Record<string, number> };

/** As many as one script of the simulator takes, and as the ground truth of a replay is kept for. */
const MOST_CHUNKS_OF_RUN = 20_000;
const MOST_CHUNKS = 500_000;

/**
 * The first runs of a load that fit into the limits, in the order they were due, on a time line that begins with the first
 * of them. The beginning and no sample: leaving out every second run would be another load.
 */
export function chooseStreams(recorded: readonly RecordedStream[], limits: ReplayLimits): ChosenStreams {
  const inOrder = recorded.toSorted((a, b) => a.dueMs - b.dueMs);
  const firstDueMs = inOrder[0]?.dueMs ?? 0;
  const streams: RecordedStream[] = [];
  const leftOut: Record<string, number> = {};
  let chunks = 0;
  for (const stream of inOrder) {
    const reason = reasonAgainst(stream);
    if (reason === null) {
      chunks += stream.chunks;
      streams.push({ ...stream, dueMs: stream.dueMs - firstDueMs });
    } else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  return { streams, leftOut };

  function reasonAgainst(stream: RecordedStream): string | null {
    if (stream.chunks > MOST_CHUNKS_OF_RUN) return `over ${MOST_CHUNKS_OF_RUN.toLocaleString("en-US")} chunks`;
    if (stream.endMs - firstDueMs > limits.minutes * 60_000) return `ended after ${limits.minutes} min`;
    if (streams.length >= limits.runs) return `beyond the first ${limits.runs.toLocaleString("en-US")} runs`;
    return chunks + stream.chunks > MOST_CHUNKS
      ? `beyond the first ${MOST_CHUNKS.toLocaleString("en-US")} chunks`
      : null;
  }
}
