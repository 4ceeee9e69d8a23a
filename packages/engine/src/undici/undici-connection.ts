import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { ConnectionEnd, ConnectionOwner, RunConnection } from "../http/run-connection.ts";
import type { ReadBuffer } from "../measure/slab.ts";
import { parseRequest } from "./parse-request.ts";
import { undiciFailure } from "./undici-failure.ts";
import type { SessionUser, UndiciSession } from "./undici-session.ts";

export type UndiciConnectionOptions<Holder> = {
  session: UndiciSession;
  owner: ConnectionOwner<Holder>;
  holder: Holder | null;
  buffer: ReadBuffer;
  nowMs: () => number;
};

/** Framing that belongs to one connection, and is written anew for what comes out here. */
const OF_THE_HOP = new Set(["content-length", "transfer-encoding", "keep-alive", "trailer", "upgrade"]);
const WITHOUT_BODY = new Set([204, 304]);
const FIRST_FINAL_STATUS = 200;
const LONGEST_FRAME = 16;

/**
 * One place on a session, used as a connection is: a request of HTTP/1.1 goes in, and what undici makes of the answer comes
 * out as the bytes of a chunked one. So all that follows, stamps, limits, meaning, is the same as over bare sockets; only
 * the stamps are later by what undici does between the socket's read and its callback.
 */
export class UndiciConnection<Holder> implements RunConnection<Holder>, SessionUser, Dispatcher.DispatchHandler {
  holder: Holder | null;
  readonly source: ReadBuffer;
  readonly isFlushed = true;
  readonly #options: UndiciConnectionOptions<Holder>;
  #isOver = false;
  #hasBody = true;
  #controller: Dispatcher.DispatchController | null = null;

  constructor(options: UndiciConnectionOptions<Holder>) {
    this.#options = options;
    this.holder = options.holder;
    this.source = options.buffer;
    options.session.join(this);
  }

  get isOpen(): boolean {
    return !this.#isOver && this.#options.session.isOpen;
  }

  write(bytes: Uint8Array): void {
    const { method, path, headers, body } = parseRequest(bytes);
    // Only so does undici send a POST while another is open on the connection. Nothing is sent twice: a session has one socket.
    this.#options.session.client.dispatch({ method, path, headers, body, idempotent: true }, this);
  }

  destroy(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.abort(new Error("Broken off."));
    this.#options.session.leave(this);
  }

  onOpen(): void {
    if (!this.#isOver) this.#options.owner.onConnected(this, this.#options.nowMs());
  }

  onClosed(end: ConnectionEnd): void {
    // undici tells a request in flight itself, with what had come by then.
    if (this.#controller === null) this.#finish(end);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error("Broken off."));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const atMs = this.#options.nowMs();
    if (status < FIRST_FINAL_STATUS) return;
    this.#hasBody = !WITHOUT_BODY.has(status);
    const lines = Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined || name.startsWith(":") || OF_THE_HOP.has(name)) return [];
      return [value].flat().map((one) => `${name}: ${one}\r\n`);
    });
    const framing = this.#hasBody ? "transfer-encoding: chunked\r\n" : "";
    this.#tell(Buffer.from(`HTTP/1.1 ${status} \r\n${lines.join("")}${framing}\r\n`, "latin1"), atMs);
  }

  onResponseData(_controller: Dispatcher.DispatchController, data: Buffer): void {
    const atMs = this.#options.nowMs();
    const { bytes } = this.source;
    const most = bytes.length - LONGEST_FRAME;
    for (let from = 0; from < data.length && !this.#isOver; from += most) {
      const piece = data.subarray(from, from + most);
      const size = Buffer.from(`${piece.length.toString(16)}\r\n`, "latin1");
      bytes.set(size);
      bytes.set(piece, size.length);
      bytes.set(CRLF, size.length + piece.length);
      this.#options.owner.onRead(this, size.length + piece.length + CRLF.length, atMs);
    }
  }

  onResponseEnd(): void {
    const atMs = this.#options.nowMs();
    this.#controller = null;
    if (this.#hasBody) this.#tell(LAST_CHUNK, atMs);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#controller = null;
    this.#finish(undiciFailure(error));
  }

  #tell(all: Buffer, atMs: number): void {
    const { bytes } = this.source;
    for (let from = 0; from < all.length && !this.#isOver; from += bytes.length) {
      const piece = all.subarray(from, from + bytes.length);
      bytes.set(piece);
      this.#options.owner.onRead(this, piece.length, atMs);
    }
  }

  #finish(end: ConnectionEnd): void {
    if (this.#isOver) return;
    this.destroy();
    this.#options.owner.onEnd(this, end, this.#options.nowMs());
  }
}

const CRLF = Buffer.from("\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
