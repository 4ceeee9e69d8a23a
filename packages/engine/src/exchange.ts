import type { Phase, Timeouts } from "@tfbench/contracts";
import { createBodyDecoder, type BodyDecoder, type Read } from "./body-decoder.ts";
import type { Clock } from "./clock.ts";
import type { AnswerTaker, Connection } from "./connection.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { encodeRequest } from "./encode-request.ts";
import { createPhaseTimer, type PhaseTimer } from "./phase-timer.ts";
import type { HttpHead, HttpRequest } from "./provider-adapter.ts";
import {
  failureOfDecoding,
  failureOfEnd,
  limitExceeded,
  timedOut,
  unknownEncoding,
  type TransportFailure,
} from "./transport-failure.ts";

export type ExchangeHooks = {
  /** The first act on the network: the dial of a fresh connection, else the write. */
  onStarted?(atMs: number, connection: "fresh" | "reused"): void;
  onConnected?(atMs: number): void;
  /** Directly before the first request byte. */
  onSent?(atMs: number): void;
  onHead?(head: HttpHead, read: Read): void;
  /** Decoded bytes of the body, with the read that brought them. */
  onBody(bytes: Uint8Array, read: Read): void;
};

export type ExchangeEnd =
  | { kind: "complete" } // the end of the HTTP framing
  | { kind: "failed"; failure: TransportFailure }
  | { kind: "stopped" };

export type ExchangeOptions = {
  pool: ConnectionPool;
  clock: Clock;
  request: HttpRequest;
  timeouts: Omit<Timeouts, "total_ms">;
  hooks: ExchangeHooks;
};

const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** One request and its answer over one connection. Redirects are answers like any other: none is followed. */
export class Exchange {
  /** Rejects only when a hook threw: a fault of ours, not of the far end. */
  readonly done: Promise<ExchangeEnd>;
  readonly #settle: { resolve: (end: ExchangeEnd) => void; reject: (error: unknown) => void };
  readonly #options: ExchangeOptions;
  readonly #connection: Connection;
  readonly #timer: PhaseTimer;
  #phase: Phase = "connect";
  #connectionMode: "fresh" | "reused" = "reused";
  #isOver = false;
  #wireBytes = 0;
  #decodedBytes = 0;
  #decoder: BodyDecoder | null = null;

  constructor(options: ExchangeOptions) {
    const { promise, resolve, reject } = Promise.withResolvers<ExchangeEnd>();
    const { pool, clock, request, timeouts } = options;
    this.done = promise;
    this.#settle = { resolve, reject };
    this.#options = options;
    this.#connection = pool.take();
    this.#timer = createPhaseTimer(clock, (phase) => this.stop(timedOut(phase, this.#limitMs(phase))));
    this.#timer.enter("connect", clock.nowMs() + timeouts.connect_ms);
    this.#watchConnection();
    this.#connection.send(encodeRequest(request, pool.host), this.#answerTaker());
  }

  /** From now on silence counts as idle, not as waiting for the first event. */
  expectIdle(): void {
    if (this.#isOver || this.#phase === "idle") return;
    this.#enter("idle", this.#connection.lastRead.atMs);
  }

  /** Breaks the exchange off and closes its connection. Harmless when it is over. */
  stop(failure?: TransportFailure): void {
    this.#finish(failure ? { kind: "failed", failure } : { kind: "stopped" });
  }

  #limitMs(phase: Phase): number {
    const { timeouts } = this.#options;
    if (phase === "connect") return timeouts.connect_ms;
    if (phase === "headers") return timeouts.headers_ms;
    return phase === "first_event" ? timeouts.first_event_ms : timeouts.idle_ms;
  }

  #enter(phase: Phase, sinceMs: number): void {
    this.#phase = phase;
    this.#timer.enter(phase, sinceMs + this.#limitMs(phase));
  }

  #watchConnection(): void {
    const { hooks } = this.#options;
    this.#connection.watch = {
      onDial: (atMs) => {
        this.#connectionMode = "fresh";
        this.#callHook(() => hooks.onStarted?.(atMs, "fresh"));
      },
      onConnected: (atMs) => {
        this.#phase = "send";
        this.#callHook(() => hooks.onConnected?.(atMs));
      },
      onSent: (atMs) => {
        this.#enter("headers", atMs);
        if (this.#connectionMode === "reused") this.#callHook(() => hooks.onStarted?.(atMs, "reused"));
        this.#callHook(() => hooks.onSent?.(atMs));
      },
    };
  }

  #answerTaker(): AnswerTaker {
    return {
      onHead: (head) => this.#readHead(head),
      onBody: (bytes) => this.#readBody(bytes, this.#connection.lastRead),
      onEnd: () => this.#decoder?.end(() => this.#finish({ kind: "complete" })),
      onFailure: (failure) => {
        const isInBody = this.#phase === "first_event" || this.#phase === "idle";
        this.stop(failureOfEnd(failure, isInBody ? "stream" : this.#phase));
      },
    };
  }

  #readHead(head: HttpHead): void {
    const read = this.#connection.lastRead;
    this.#enter("first_event", read.atMs);
    const encoding = head.headers["content-encoding"] ?? "";
    this.#decoder = createBodyDecoder(encoding, {
      onBytes: (bytes, from) => this.#takeDecoded(bytes, from),
      onError: (error) => this.stop(failureOfDecoding(error)),
    });
    if (this.#decoder) this.#callHook(() => this.#options.hooks.onHead?.(head, read));
    else this.stop(unknownEncoding(encoding));
  }

  #readBody(chunk: Uint8Array, read: Read): void {
    if (this.#isOver) return;
    this.#wireBytes += chunk.length;
    if (this.#wireBytes > MAX_BODY_BYTES) return this.stop(limitExceeded("body", MAX_BODY_BYTES));
    if (this.#phase === "idle") this.#timer.extend(read.atMs + this.#limitMs("idle"));
    this.#decoder?.write(chunk, read);
  }

  #takeDecoded(bytes: Uint8Array, read: Read): void {
    this.#decodedBytes += bytes.length;
    if (this.#decodedBytes > MAX_BODY_BYTES) this.stop(limitExceeded("body", MAX_BODY_BYTES));
    else this.#callHook(() => this.#options.hooks.onBody(bytes, read));
  }

  /** What a hook throws must not be taken for a broken connection. */
  #callHook(call: () => void): void {
    if (this.#isOver) return;
    try {
      call();
    } catch (error) {
      this.#settle.reject(error);
      this.stop();
    }
  }

  #finish(end: ExchangeEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer.stop();
    this.#decoder?.destroy();
    if (end.kind === "complete") this.#options.pool.giveBack(this.#connection);
    else this.#options.pool.discard(this.#connection);
    this.#settle.resolve(end);
  }
}
