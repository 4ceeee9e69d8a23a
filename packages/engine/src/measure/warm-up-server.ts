import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export type WarmUpServer = { port: number; close(): Promise<void> };

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const EVENT = `data: {"choices":[{"index":0,"delta":{"content":"warm"},"finish_reason":null}]}\n\n`;
const END = "0\r\n\r\n";
const EVENTS_OF_WRITES = [1, 1, 4, 1, 7, 1, 1];
/** Sizes of chunks with one digit to three, in letters of both cases and none: code that met only one of them is optimised for it. */
const PADDING_BYTES = [0, 5, 90, 11, 3_000, 64, 200];

/** Answers each request at once with a short stream. Only the measuring code's own speed matters here. */
export async function startWarmUpServer(): Promise<WarmUpServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // The measuring thread breaks off what it no longer needs; there is nobody to tell.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", () => answer(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return {
    port: address.port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const WRITES = EVENTS_OF_WRITES.map((events, write) =>
  Array.from({ length: events }, (_, event) =>
    chunkOf(`: ${"x".repeat(PADDING_BYTES[(write + event) % PADDING_BYTES.length] ?? 0)}\n${EVENT}`, write),
  ).join(""),
);

function chunkOf(text: string, index: number): string {
  const size = text.length.toString(16);
  return `${index % 2 === 0 ? size : size.toUpperCase()}\r\n${text}\r\n`;
}

function answer(socket: Socket): void {
  socket.write(HEAD);
  for (const write of WRITES) socket.write(write);
  socket.write(END);
}
