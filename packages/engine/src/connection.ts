import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Client } from "undici";
import type { Clock } from "./clock.ts";

/** What an exchange wants to know about its connection while it has it. */
export type ConnectionWatch = {
  onDial(atMs: number): void;
  onConnected(atMs: number): void;
  onSent(atMs: number): void;
};

/** One HTTP/1.1 connection at a time; it dials by itself when there is none. */
export type Connection = {
  readonly client: Client;
  watch: ConnectionWatch | null;
  /** The newest read of the socket. Bytes an exchange is given belong to it or to an earlier one. */
  lastRead: { atMs: number; index: number };
  destroy(): Promise<void>;
};

export type ConnectionOptions = {
  origin: URL;
  clock: Clock;
  /** Called on every dial, so that writes of this socket can be told from others. */
  onSocket: (socket: Socket, connection: Connection) => void;
  /** Test seam: runs in the read path directly before the stamp is taken. */
  beforeReadStamp?: (() => void) | undefined;
};

const MAX_HEADER_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 4_000;
const TCP_KEEP_ALIVE_MS = 30_000;

export function createConnection({ origin, clock, onSocket, beforeReadStamp }: ConnectionOptions): Connection {
  let socket: Socket | null = null;

  const client = new Client(origin.origin, {
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      connection.watch?.onDial(clock.nowMs());
      const dialled = dial(origin);
      socket = dialled;
      const fail = (error: Error): void => callback(error, null);
      dialled.once("error", fail);
      dialled.once(origin.protocol === "https:" ? "secureConnect" : "connect", () => {
        connection.watch?.onConnected(clock.nowMs());
        dialled.off("error", fail);
        stampReads(dialled);
        onSocket(dialled, connection);
        callback(null, dialled);
      });
    },
  });

  /**
   * `push` is where the socket hands over the bytes of one read, before any stream machinery or parser sees them. All
   * that undici hands out later has been pushed before, so no stamp can precede the read it stands for.
   */
  function stampReads(dialled: Socket): void {
    const push = dialled.push.bind(dialled);
    dialled.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk !== null) {
        beforeReadStamp?.();
        connection.lastRead = { atMs: clock.nowMs(), index: connection.lastRead.index + 1 };
      }
      return push(chunk, encoding);
    };
  }

  const connection: Connection = {
    client,
    watch: null,
    lastRead: { atMs: 0, index: 0 },
    async destroy() {
      // A dial that hangs is unknown to the client, so the socket is ended here too.
      const ended = client.destroy();
      socket?.destroy();
      await ended;
    },
  };
  return connection;
}

/** Every dial makes a full handshake: a resumed TLS session would measure something else. */
function dial(origin: URL): Socket {
  const host = origin.hostname.replace(/^\[|\]$/g, "");
  const isSecure = origin.protocol === "https:";
  const port = Number(origin.port || (isSecure ? 443 : 80));
  const socket = isSecure
    ? connectTls({ host, port, ALPNProtocols: ["http/1.1"], ...(isIP(host) === 0 ? { servername: host } : {}) })
    : connectTcp({ host, port });
  return socket.setNoDelay(true).setKeepAlive(true, TCP_KEEP_ALIVE_MS);
}
