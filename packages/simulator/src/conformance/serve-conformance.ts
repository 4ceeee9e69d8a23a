import { once } from "node:events";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { createRequestReader } from "./request-reader.ts";

/** A response to be played byte for byte. */
export interface ConformanceStream {
  /** Served at /conformance/<name> and below it, for any method. */
  name: string;
  /** A write each, and with a delay before it a read of its own at the client. */
  reads: readonly { bytes: Uint8Array; delay_ms: number }[];
  /** The bytes are a whole response with its head; otherwise they are a body, sent chunked as an event stream with status 200. */
  has_head: boolean;
  /** `keep_alive`: the connection takes the next request. `open`: nothing more comes, and the client has to leave. */
  close: "keep_alive" | "end" | "reset" | "open";
}

export interface ConformanceOptions {
  streams: readonly ConformanceStream[];
  /** 0 takes any free port. */
  port: number;
}

export interface ConformanceServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const PATH = /^\/+conformance\/+([^/?]+)/;
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/** Serves given streams on loopback, so that any client can be pointed at each. */
export async function serveConformance({ streams, port }: ConformanceOptions): Promise<ConformanceServer> {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer);
    });

  async function play(socket: Socket, stream: ConformanceStream): Promise<void> {
    if (!stream.has_head) socket.write(HEAD);
    for (const { bytes, delay_ms } of stream.reads) {
      await wait(delay_ms);
      if (socket.destroyed) return;
      if (bytes.length > 0) socket.write(stream.has_head ? bytes : asChunk(bytes));
    }
    if (!stream.has_head && stream.close === "keep_alive") socket.write("0\r\n\r\n");
    if (stream.close === "end") socket.end(stream.has_head ? "" : "0\r\n\r\n");
    if (stream.close === "reset") socket.resetAndDestroy();
  }

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy()); // A client that leaves is no failure of ours.
    const reader = createRequestReader((path) => {
      const stream = byName.get(PATH.exec(path)?.[1] ?? "");
      if (stream) void play(socket, stream);
      else socket.write(notFound([...byName.keys()]));
    });
    socket.on("data", (bytes) => reader.add(bytes));
  });

  const listeningPort = await listen(server, port);
  return {
    url: `http://127.0.0.1:${listeningPort}`,
    port: listeningPort,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: "127.0.0.1", port });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return address.port;
}

function asChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

function notFound(names: readonly string[]): string {
  const body = `No such stream. There are: ${names.join(", ")}\n`;
  return `HTTP/1.1 404 Not Found\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
