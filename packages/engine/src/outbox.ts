import type { EngineRecord } from "@tfbench/contracts";
import type { CancelTimer, Clock } from "./clock.ts";

const MAX_RECORDS = 256;
const MAX_WAIT_MS = 25;

export type Outbox = { write(record: EngineRecord): void; flush(): void };

/** Collects records and hands them out in groups: a message for each event would cost more than the event. */
export function createOutbox(clock: Clock, deliver: (records: EngineRecord[]) => void): Outbox {
  let records: EngineRecord[] = [];
  let written = 0;
  let cancel: CancelTimer | null = null;

  function flush(): void {
    cancel?.();
    cancel = null;
    const batch = records;
    records = [];
    written = 0;
    if (batch.length > 0) deliver(batch);
  }
  return {
    write(record) {
      const last = records.at(-1);
      if (record.kind === "events" && last?.kind === "events" && last.run_id === record.run_id)
        last.events.push(...record.events);
      else records.push(record);
      written += 1;
      if (written >= MAX_RECORDS) flush();
      else cancel ??= clock.at(clock.nowMs() + MAX_WAIT_MS, flush);
    },
    flush,
  };
}
