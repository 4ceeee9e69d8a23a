import type { JsonValue, RunEvent, Stamps } from "@tfbench/contracts";
import type { BatchScope } from "./batch-scope.ts";
import type { Read } from "./body-decoder.ts";
import type { EventMeaning } from "./provider-adapter.ts";

/** Stamps by the engine's clock. */
type ClockStamps = Stamps & { streaming_url: number | null };

/** What is measured of one run while it goes on. Times are those of the engine's clock. */
export class RunRecorder {
  readonly stamps: ClockStamps;
  readonly gapsMs: number[] = [];
  connection: "fresh" | "reused" | null = null;
  isCoalesced: boolean | null = null;
  /** Everything in the run's event log, our own entries included. */
  eventCount = 0;
  contentCount = 0;
  heartbeatGapMaxMs: number | null = null;
  #lastHeartbeatMs: number | null = null;
  #lastReadIndex: number | null = null;
  #identity: string | null = null;
  readonly #runId: number;
  readonly #scope: BatchScope;

  constructor(scope: BatchScope, runId: number, slot: { dueMs: number; grantedMs: number }) {
    this.#scope = scope;
    this.#runId = runId;
    this.stamps = {
      due: slot.dueMs,
      slot_granted: slot.grantedMs,
      started: null,
      connected: null,
      sent: null,
      headers: null,
      first_event: null,
      first_content: null,
      last_content: null,
      terminal: null,
      closed: null,
      streaming_url: null,
    };
  }

  start(atMs: number, connection: "fresh" | "reused"): void {
    if (this.stamps.started !== null) return;
    this.stamps.started = atMs;
    this.connection = connection;
    this.#scope.outbox.write({
      kind: "started",
      run_id: this.#runId,
      due_at: this.instant(this.stamps.due),
      started_at: this.instant(atMs),
    });
  }

  identify(providerRunId: string | null): void {
    if (providerRunId === null || providerRunId === this.#identity) return;
    this.#identity = providerRunId;
    this.#scope.outbox.write({ kind: "identified", run_id: this.#runId, tinyfish_run_id: providerRunId });
  }

  addEvent(event: EventMeaning, read: Read): void {
    const { stamps } = this;
    this.isCoalesced = this.isCoalesced === true || this.#lastReadIndex === read.index;
    this.#lastReadIndex = read.index;
    if (event.is_heartbeat) this.#addHeartbeat(read.atMs);
    else stamps.first_event ??= read.atMs;
    if (event.has_streaming_url) stamps.streaming_url ??= read.atMs;
    if (event.content !== null) {
      if (stamps.last_content !== null) this.gapsMs.push(read.atMs - stamps.last_content);
      stamps.first_content ??= read.atMs;
      stamps.last_content = read.atMs;
      this.contentCount += 1;
    }
    if (event.is_terminal) stamps.terminal ??= read.atMs;
    this.#log(event.kind, event, read.atMs);
  }

  /** An entry of our own: what a poll, a lookup or a cancel of the run met. */
  addNote(kind: "poll" | "lookup" | "cancel", note: JsonValue, atMs: number): void {
    const data = JSON.stringify(note);
    this.#log(kind, { data, bytes: Buffer.byteLength(data) }, atMs);
  }

  /** The wall clock's word for a moment of the engine's clock. */
  instant(atMs: number): string {
    return new Date(this.#scope.wallAnchorMs + (atMs - this.#scope.originMs)).toISOString();
  }

  #addHeartbeat(atMs: number): void {
    if (this.#lastHeartbeatMs !== null) {
      this.heartbeatGapMaxMs = Math.max(this.heartbeatGapMaxMs ?? 0, atMs - this.#lastHeartbeatMs);
    }
    this.#lastHeartbeatMs = atMs;
  }

  #log(kind: string, { data, bytes }: Pick<RunEvent, "data" | "bytes">, atMs: number): void {
    const offset_ms = atMs - (this.stamps.started ?? atMs);
    const event: RunEvent = { seq: this.eventCount, offset_ms, kind, bytes, data };
    this.eventCount += 1;
    this.#scope.outbox.write({ kind: "events", run_id: this.#runId, events: [event] });
  }
}
