import type { Stamps } from "@tfbench/contracts";
import { ChunkLog } from "@tfbench/stats";
import type { Read } from "./body-decoder.ts";
import { kindCodeOf } from "./kind-code.ts";
import type { EventMeaning } from "./provider-adapter.ts";

/** Stamps by the engine's clock; those of events are in the log. */
export type ClockStamps = Omit<Stamps, "first_event" | "first_content" | "last_content"> & {
  streaming_url: number | null;
};

/** What is measured of one run. Times are those of the engine's clock; the log counts from the batch's origin. */
export class RunMeter {
  readonly stamps: ClockStamps;
  readonly log = new ChunkLog();
  connection: "fresh" | "reused" | null = null;
  isCoalesced: boolean | null = null;
  readonly #originMs: number;
  #lastReadIndex: number | null = null;

  constructor(originMs: number, slot: { dueMs: number; grantedMs: number | null }) {
    this.#originMs = originMs;
    this.stamps = {
      due: slot.dueMs,
      slot_granted: slot.grantedMs,
      started: null,
      connected: null,
      sent: null,
      headers: null,
      terminal: null,
      closed: null,
      streaming_url: null,
    };
  }

  addEvent(event: EventMeaning, read: Read): void {
    if (event.has_streaming_url) this.stamps.streaming_url ??= read.atMs;
    if (event.is_terminal) this.stamps.terminal ??= read.atMs;
    this.addChunk(kindCodeOf(event), event.bytes, read);
  }

  addChunk(kindCode: number, bytes: number, read: Read): void {
    this.isCoalesced = this.isCoalesced === true || this.#lastReadIndex === read.index;
    this.#lastReadIndex = read.index;
    this.log.append(Math.round((read.atMs - this.#originMs) * 1000), kindCode, bytes);
  }
}
