import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export type WarmUpServer = { port: number; close(): Promise<void> };

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const EVENT = `data: {"choices":[{"index":0,"delta":{"content":"warm"},"finish_reason":null}]}\n\n`;
const CHUNK = `${EVENT.length.toString(16)}\r\n${EVENT}\r\n`;
const CHUNKS_PER_WRITE = 4;
const WRITES = 4;

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

function answer(socket: Socket): void {
  socket.write(HEAD);
  for (let index = 0; index < WRITES; index += 1) socket.write(CHUNK.repeat(CHUNKS_PER_WRITE));
  socket.write("0\r\n\r\n");
}
