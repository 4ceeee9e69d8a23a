import { BareConnection, createReadBuffer } from "./http/bare-connection.ts";
import type { ConnectionEnd, ConnectionOwner } from "./http/run-connection.ts";
import { ResponseScanner } from "./http/response-scanner.ts";
import type { Clock } from "./clock.ts";
import type { EndCode } from "./measure/end-code.ts";
import type { LoadOrigin } from "./measure/load-order.ts";
import { parseHead } from "./meaning/parse-head.ts";
import type { HttpHead } from "./provider-adapter.ts";

/** What an exchange wants to know about its connection while it has it. */
export type ConnectionWatch = {
  onDial(atMs: number): void;
  onConnected(atMs: number): void;
  onSent(atMs: number): void;
};

/** What becomes of a request: a head, pieces of the body, and an end or a failure. */
export type AnswerTaker = {
  onHead(head: HttpHead): void;
  /** The bytes are the taker's to keep. */
  onBody(bytes: Uint8Array): void;
  onEnd(): void;
  onFailure(failure: { code: EndCode; text: string }): void;
};

export type ConnectionOptions = {
  origin: URL;
  clock: Clock;
  /** Test seam: runs in the read path directly before the stamp is taken. */
  beforeReadStamp?: (() => void) | undefined;
};

/** Servers close connections that were idle for some seconds; one about to be closed is better not used. */
const KEEP_ALIVE_MS = 4_000;

/** One HTTP/1.1 connection at a time; it dials by itself when there is none. */
export class Connection implements ConnectionOwner<null> {
  watch: ConnectionWatch | null = null;
  /** The newest read of the socket. Bytes an exchange is given belong to it or to an earlier one. */
  lastRead: { atMs: number; index: number } = { atMs: 0, index: 0 };
  readonly #clock: Clock;
  readonly #origin: LoadOrigin;
  readonly #nowMs: () => number;
  readonly #buffer = createReadBuffer();
  readonly #scanner = new ResponseScanner({
    onHead: ({ head }) => this.#taker?.onHead(parseHead(head)),
    onBody: (bytes, from, to) => this.#taker?.onBody(bytes.slice(from, to)),
  });
  #socket: BareConnection<null> | null = null;
  #request: Uint8Array | null = null;
  #taker: AnswerTaker | null = null;
  #idleSinceMs = 0;

  constructor({ origin, clock, beforeReadStamp }: ConnectionOptions) {
    const isSecure = origin.protocol === "https:";
    this.#clock = clock;
    this.#origin = {
      protocol: isSecure ? "https:" : "http:",
      host: origin.hostname.replace(/^\[|\]$/g, ""),
      port: Number(origin.port || (isSecure ? 443 : 80)),
    };
    this.#nowMs = () => {
      beforeReadStamp?.();
      return clock.nowMs();
    };
  }

  send(request: Uint8Array, taker: AnswerTaker): void {
    this.#request = request;
    this.#taker = taker;
    this.#scanner.reset();
    const isFit = this.#socket?.isOpen && this.#clock.nowMs() - this.#idleSinceMs < KEEP_ALIVE_MS;
    if (isFit) return this.#write();
    this.#socket?.destroy();
    this.watch?.onDial(this.#clock.nowMs());
    const dialled = { origin: this.#origin, buffer: this.#buffer, nowMs: this.#nowMs, owner: this, holder: null };
    this.#socket = new BareConnection(dialled);
  }

  onConnected(_connection: BareConnection<null>, atMs: number): void {
    this.watch?.onConnected(atMs);
    this.#write();
  }

  onRead(connection: BareConnection<null>, length: number, atMs: number): void {
    this.lastRead = { atMs, index: this.lastRead.index + 1 };
    const used = this.#taker ? this.#scanner.feed(connection.source.bytes, 0, length) : 0;
    // What the taker was given may have made it end the exchange.
    if (this.#taker === null) return connection.destroy();
    const { isDone, isReusable, failure } = this.#scanner;
    if (failure !== null) return this.#fail({ code: failure, text: "" });
    if (!isDone) return;
    this.#idleSinceMs = atMs;
    if (!isReusable || used < length || !connection.isFlushed) connection.destroy();
    this.#end();
  }

  onEnd(_connection: BareConnection<null>, end: ConnectionEnd): void {
    if (this.#taker === null) return;
    this.#scanner.end();
    if (this.#scanner.isDone) this.#end();
    else this.#fail({ code: end.code ?? "closed_by_peer", text: end.text });
  }

  /** Resolves when its socket is closed. */
  destroy(): Promise<void> {
    this.#taker = null;
    return this.#socket?.close() ?? Promise.resolve();
  }

  #write(): void {
    this.watch?.onSent(this.#clock.nowMs());
    if (this.#request) this.#socket?.write(this.#request);
    this.#request = null;
  }

  #end(): void {
    const taker = this.#taker;
    this.#taker = null;
    taker?.onEnd();
  }

  #fail(failure: { code: EndCode; text: string }): void {
    const taker = this.#taker;
    this.#taker = null;
    this.#socket?.destroy();
    taker?.onFailure(failure);
  }
}
