import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { LoadOrigin } from "../measure/load-order.ts";
import type { ReadBuffer } from "../measure/slab.ts";
import type { ConnectionEnd, ConnectionOwner, RunConnection } from "./run-connection.ts";
import { socketFailure } from "./socket-failure.ts";

export type DialOptions<Holder> = {
  origin: LoadOrigin;
  buffer: ReadBuffer;
  nowMs: () => number;
  owner: ConnectionOwner<Holder>;
  holder: Holder | null;
};

const READ_BUFFER_BYTES = 64 * 1024;
const TCP_KEEP_ALIVE_MS = 30_000;

export function createReadBuffer(): ReadBuffer {
  const memory = new ArrayBuffer(READ_BUFFER_BYTES);
  return { bytes: new Uint8Array(memory), words: new Int32Array(memory) };
}

/**
 * One TCP or TLS connection whose reads land in a buffer shared by all connections of the thread: libuv asks for memory,
 * reads and calls back in one go, so no two reads are ever in it. (On Windows reads are queued with their memory, so
 * there each connection has its own.) The stamp is the first thing that happens to a read.
 */
export class BareConnection<Holder> implements RunConnection<Holder> {
  isOpen = false;
  /** What it is busy with; its owner's to set. */
  holder: Holder | null;
  /** Where its reads land. */
  readonly source: ReadBuffer;
  readonly #socket: Socket;
  readonly #options: DialOptions<Holder>;
  #isOver = false;

  constructor(options: DialOptions<Holder>) {
    this.#options = options;
    this.holder = options.holder;
    const { origin, buffer, nowMs, owner } = options;
    const callback = (length: number): boolean => {
      const atMs = nowMs();
      if (!this.#isOver) owner.onRead(this, length, atMs);
      return true;
    };
    this.source = process.platform === "win32" ? createReadBuffer() : buffer;
    this.#socket = dial(origin, { buffer: this.source.bytes, callback });
    this.#socket
      .once(origin.protocol === "https:" ? "secureConnect" : "connect", () => {
        this.isOpen = true;
        owner.onConnected(this, nowMs());
      })
      .on("error", (error) => this.#finish(socketFailure(error)))
      .once("end", () => this.#finish({ code: null, text: "" }))
      .once("close", () => this.#finish({ code: null, text: "" }));
  }

  /** All that was written has been taken by the system. */
  get isFlushed(): boolean {
    return this.#socket.writableLength === 0;
  }

  /** The bytes leave in this call wherever the system takes them at once. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Nothing is told any more. */
  destroy(): void {
    this.#isOver = true;
    this.isOpen = false;
    this.#socket.destroy();
  }

  /** Destroys it; resolves when the system has let go of its socket. */
  close(): Promise<void> {
    this.destroy();
    if (this.#socket.closed) return Promise.resolve();
    return new Promise((resolve) => this.#socket.once("close", () => resolve()));
  }

  #finish(end: ConnectionEnd): void {
    if (this.#isOver) return;
    this.destroy();
    this.#options.owner.onEnd(this, end, this.#options.nowMs());
  }
}

/** Every dial makes a full handshake: a resumed TLS session would measure something else. */
function dial({ protocol, host, port, tls }: LoadOrigin, onread: OnReadOpts): Socket {
  const address = { host, port, onread };
  const named = isIP(host) === 0 ? { servername: host } : {};
  const socket =
    protocol === "https:"
      ? connectTls({ ...address, ALPNProtocols: ["http/1.1"], ...named, ...tls })
      : connectTcp(address);
  return socket.setNoDelay(true).setKeepAlive(true, TCP_KEEP_ALIVE_MS);
}
