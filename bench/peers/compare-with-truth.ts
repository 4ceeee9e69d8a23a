import type { LlmRequestRecord } from "../../packages/simulator/src/index.ts";
import type { PeerRun } from "./peer.ts";

/** What stands before the id of a completion, and not in the server's log. */
const RESPONSE_PREFIX = /^(chat)?cmpl-/;

export type TruthErrors = { ttft: number[]; gap: number[]; compared: number; uneven: number };

/**
 * What a tool said less what the server did. TTFT: the tool's, less the time from the request's last byte to directly
 * before the first write with content; so the way there and back is in it. Gaps: the tool's between two chunks with content,
 * less the one between those two writes, without sign; a run whose chunks are not as many as its writes counts as uneven.
 */
export function compareWithTruth(runs: readonly PeerRun[], truth: readonly LlmRequestRecord[]): TruthErrors {
  const records = new Map(
    truth.flatMap((record) => [
      [record.run_id, record],
      ...(record.client_request_id === null ? [] : [[record.client_request_id, record] as const]),
    ]),
  );
  const errors: TruthErrors = { ttft: [], gap: [], compared: 0, uneven: 0 };
  for (const { id, ttftMs, gapsMs } of runs) {
    const record = records.get(id.replace(RESPONSE_PREFIX, ""));
    if (record === undefined) continue;
    const writes = contentWrites(record);
    const [first] = writes;
    if (first === undefined) continue;
    errors.compared += 1;
    errors.ttft.push(ttftMs - (first - record.received_ms));
    if (gapsMs === null) continue;
    if (gapsMs.length !== writes.length - 1) errors.uneven += 1;
    else
      gapsMs.forEach((gapMs, index) =>
        errors.gap.push(Math.abs(gapMs - ((writes[index + 1] ?? NaN) - (writes[index] ?? NaN)))),
      );
  }
  return errors;
}

const contentWrites = ({ writes }: LlmRequestRecord): number[] =>
  writes.before_ms.filter((_, index) => writes.kind[index] === "answer");
