import type { JsonValue, RunEvent } from "@tfbench/contracts";
import type { BatchScope } from "./batch-scope.ts";
import type { Read } from "./body-decoder.ts";
import type { EventMeaning } from "./provider-adapter.ts";
import { RunMeter, type ClockStamps } from "./run-meter.ts";

/** Measures one run and puts what happens into the batch's outbox as it happens. */
export class RunRecorder {
  readonly meter: RunMeter;
  /** Everything in the run's event log, our own entries included. */
  eventCount = 0;
  #identity: string | null = null;
  readonly #runId: number;
  readonly #scope: BatchScope;

  constructor(scope: BatchScope, runId: number, slot: { dueMs: number; grantedMs: number | null }) {
    this.#scope = scope;
    this.#runId = runId;
    this.meter = new RunMeter(scope.originMs, slot);
  }

  get stamps(): ClockStamps {
    return this.meter.stamps;
  }

  start(atMs: number, connection: "fresh" | "reused"): void {
    if (this.stamps.started !== null) return;
    this.stamps.started = atMs;
    this.meter.connection = connection;
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
    this.meter.addEvent(event, read);
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

  #log(kind: string, { data, bytes }: Pick<RunEvent, "data" | "bytes">, atMs: number): void {
    const offset_ms = atMs - (this.stamps.started ?? atMs);
    const event: RunEvent = { seq: this.eventCount, offset_ms, kind, bytes, data };
    this.eventCount += 1;
    this.#scope.outbox.write({ kind: "events", run_id: this.#runId, events: [event] });
  }
}
