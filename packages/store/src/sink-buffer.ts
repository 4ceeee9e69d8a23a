import type { EngineRecord } from "@tfbench/contracts";

const EVENTS_PER_CHUNK = 2_000;
const BYTES_PER_CHUNK = 4 * 1024 * 1024;
const RECORDS_PER_CHUNK = 1_000;
/** What a record weighs beyond its events' and result's text, and an event beyond its data. */
const RECORD_BYTES = 500;
const EVENT_BYTES = 100;

/** Records on their way to the database, oldest first, and about how many bytes they hold. */
export class SinkBuffer {
  #waiting: { record: EngineRecord; bytes: number }[] = [];
  bytes = 0;
  /** Records ever added, and of those the ones removed. */
  added = 0;
  removed = 0;

  get length(): number {
    return this.#waiting.length;
  }

  add(records: readonly EngineRecord[]): void {
    for (const record of records) {
      const bytes = weigh(record);
      this.#waiting.push({ record, bytes });
      this.bytes += bytes;
    }
    this.added += records.length;
  }

  /** The oldest records, as many as one transaction should write. */
  firstChunk(): EngineRecord[] {
    let events = 0;
    let chunkBytes = 0;
    const chunk: EngineRecord[] = [];
    for (const { record, bytes } of this.#waiting) {
      events += record.kind === "events" ? record.events.length : 0;
      chunkBytes += bytes;
      const isFull = events > EVENTS_PER_CHUNK || chunkBytes > BYTES_PER_CHUNK || chunk.length >= RECORDS_PER_CHUNK;
      if (isFull && chunk.length > 0) break;
      chunk.push(record);
    }
    return chunk;
  }

  removeFirst(count: number): void {
    for (const { bytes } of this.#waiting.splice(0, count)) this.bytes -= bytes;
    this.removed += count;
  }

  clear(): void {
    this.#waiting = [];
    this.bytes = 0;
  }
}

function weigh(record: EngineRecord): number {
  if (record.kind === "events") {
    return record.events.reduce((bytes, event) => bytes + EVENT_BYTES + event.data.length * 2, RECORD_BYTES);
  }
  if (record.kind !== "finished") return RECORD_BYTES;
  const { response_json, provider_run } = record.result;
  return RECORD_BYTES + 2 * (JSON.stringify(response_json).length + JSON.stringify(provider_run).length);
}
