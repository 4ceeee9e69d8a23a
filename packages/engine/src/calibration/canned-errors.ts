import type { CannedResult } from "./measure-canned.ts";

/** What the engine reported minus what the server did, in milliseconds. */
export type CannedErrors = {
  /** First content since the start, minus first write since the request was read. */
  ttft: number[];
  /** Between events, each way: their sizes. */
  gap: number[];
  /** Starts after the slot was granted. */
  lag: number[];
  /** Runs that did not end as they should. */
  failed: number;
};

export function cannedErrors({ runs, truth }: CannedResult): CannedErrors {
  const errors: CannedErrors = { ttft: [], gap: [], lag: [], failed: 0 };
  for (const { run, code, stamps, arrivalsMs } of runs) {
    const known = truth.get(run);
    const [firstMs] = arrivalsMs;
    const [firstWriteMs] = known?.writesMs ?? [];
    if (code !== "complete" || !known || !stamps || firstMs === undefined || firstWriteMs === undefined) {
      errors.failed += 1;
      continue;
    }
    errors.lag.push(stamps.startedMs - stamps.slotGrantedMs);
    errors.ttft.push(firstMs - stamps.startedMs - (firstWriteMs - known.receivedMs));
    for (let at = 1; at < Math.min(arrivalsMs.length, known.writesMs.length); at += 1) {
      const seen = (arrivalsMs[at] ?? 0) - (arrivalsMs[at - 1] ?? 0);
      errors.gap.push(Math.abs(seen - ((known.writesMs[at] ?? 0) - (known.writesMs[at - 1] ?? 0))));
    }
  }
  return errors;
}
