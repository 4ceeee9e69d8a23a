import type { BatchScope, StopReason } from "./batch-scope.ts";
import { BodyText } from "./ask.ts";
import type { Read } from "./body-decoder.ts";
import { createEventStream, type StreamEvent } from "./event-stream.ts";
import { Exchange, type ExchangeEnd } from "./exchange.ts";
import { createPhaseTimer } from "./phase-timer.ts";
import type { AgentReader, HttpHead, PreparedAgent, ProviderEnding, RunReader } from "./provider-adapter.ts";
import type { RunRecorder } from "./run-recorder.ts";
import { limitExceeded, timedOut, tooManyEvents, type TransportFailure } from "./transport-failure.ts";

export type RunEnding =
  | ProviderEnding
  | { kind: "failed"; failure: TransportFailure }
  | { kind: "stopped"; reason: StopReason };

export type RunInput = {
  scope: BatchScope;
  recorder: RunRecorder;
  reader: RunReader;
  /** The same reader, where the run goes on at the provider by itself. */
  agent: RunAgent | null;
  signal: AbortSignal;
};

export type RunAgent = { prepared: PreparedAgent; reader: AgentReader };

/** `closed` resolves when the exchange is over too: some servers keep it open after their last word. */
export type StreamedRun = { ending: RunEnding; closed: Promise<void> };

const MAX_EVENT_BYTES = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024;
const MAX_EVENTS = 100_000;
/** How long the end of the response may lag behind the run's last word before we close the socket ourselves. */
const CLOSE_GRACE_MS = 250;

const isSuccess = (head: HttpHead | null): head is HttpHead => head !== null && head.status >= 200 && head.status < 300;

/** Runs over an event stream. Resolves at the read that carried the last word, or when the stream can say no more. */
export function streamRun(input: RunInput): Promise<StreamedRun> {
  return new StreamingRun(input).streamed;
}

class StreamingRun {
  readonly streamed: Promise<StreamedRun>;
  readonly #input: RunInput;
  readonly #exchange: Exchange;
  readonly #closed: Promise<void>;
  readonly #settle: { resolve: (run: StreamedRun) => void; reject: (error: unknown) => void };
  readonly #text = new BodyText(MAX_TEXT_BYTES);
  readonly #events = createEventStream({
    maxEventBytes: MAX_EVENT_BYTES,
    onEvent: (event) => this.#readEvent(event),
    onTooLarge: () => this.#exchange.stop(limitExceeded("event", MAX_EVENT_BYTES)),
  });
  #head: HttpHead | null = null;
  #read: Read = { atMs: 0, index: 0 };
  #hasEvents = false;
  #isTerminal = false;

  constructor(input: RunInput) {
    const { scope, recorder, signal } = input;
    const { promise, resolve, reject } = Promise.withResolvers<StreamedRun>();
    this.streamed = promise;
    this.#settle = { resolve, reject };
    this.#input = input;
    const total = createPhaseTimer(scope.clock, () =>
      this.#exchange.stop(timedOut("total", scope.plan.timeouts.total_ms)),
    );
    const stop = (): void => this.#exchange.stop();
    this.#exchange = new Exchange({
      pool: scope.pool,
      clock: scope.clock,
      request: scope.prepared.start,
      timeouts: scope.plan.timeouts,
      hooks: {
        onStarted: (atMs, connection) => {
          recorder.start(atMs, connection);
          total.enter("total", atMs + scope.plan.timeouts.total_ms);
        },
        onConnected: (atMs) => void (recorder.stamps.connected = atMs),
        onSent: (atMs) => void (recorder.stamps.sent = atMs),
        onHead: (head, read) => {
          this.#head = head;
          recorder.stamps.headers = read.atMs;
        },
        onBody: (bytes, read) => this.#readBody(bytes, read),
      },
    });
    signal.addEventListener("abort", stop, { once: true });
    this.#closed = this.#exchange.done
      .then((end) => {
        recorder.stamps.closed = scope.clock.nowMs();
        this.#conclude(end);
      })
      .finally(() => {
        total.stop();
        signal.removeEventListener("abort", stop);
      });
    this.#closed.catch(reject);
  }

  #readBody(bytes: Uint8Array, read: Read): void {
    this.#read = read;
    if (!this.#hasEvents) this.#text.add(bytes);
    if (isSuccess(this.#head)) this.#events.feed(bytes);
  }

  #readEvent(event: StreamEvent): void {
    const { recorder, reader } = this.#input;
    this.#hasEvents = true;
    if (recorder.eventCount >= MAX_EVENTS) return this.#exchange.stop(tooManyEvents(MAX_EVENTS));
    for (const meaning of reader.readEvent(event)) {
      recorder.addEvent(meaning, this.#read);
      recorder.identify(reader.facts().provider_run_id);
      if (!meaning.is_heartbeat) this.#exchange.expectIdle();
      if (meaning.is_terminal) this.#endWithLastWord();
    }
  }

  #endWithLastWord(): void {
    if (this.#isTerminal) return;
    this.#isTerminal = true;
    const { clock } = this.#input.scope;
    const cancel = clock.at(clock.nowMs() + CLOSE_GRACE_MS, () => this.#exchange.stop());
    this.#settle.resolve({ ending: { kind: "terminal" }, closed: this.#closed.finally(cancel) });
  }

  #conclude(end: ExchangeEnd): void {
    if (!this.#isTerminal && isSuccess(this.#head)) this.#events.end();
    if (!this.#isTerminal) this.#settle.resolve({ ending: this.#endingOf(end), closed: Promise.resolve() });
  }

  #endingOf(end: ExchangeEnd): RunEnding {
    if (end.kind === "stopped") return { kind: "stopped", reason: stopReasonOf(this.#input.signal) };
    const answer = this.#head && { ...this.#head, body_text: this.#text.toString() };
    if (answer && !isSuccess(answer)) return { kind: "refused", answer };
    const isCutOff = end.kind === "failed" && end.failure.reason_code === "connection_closed";
    if (answer && (end.kind === "complete" || isCutOff)) return { kind: "unfinished", answer };
    if (end.kind === "failed") return end;
    throw new Error("An exchange was complete without an answer.");
  }
}

/** Abort reasons of a run's signal are StopReasons: `executePlan` is the only one that aborts. */
export const stopReasonOf = (signal: AbortSignal): StopReason => signal.reason;
