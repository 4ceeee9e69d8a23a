import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { createConnection, type Connection } from "./connection.ts";
import type { Clock } from "./clock.ts";

export type ConnectionPool = {
  /** An idle connection, the one used last, or a new one. It belongs to the caller until given back or destroyed. */
  take(): Connection;
  giveBack(connection: Connection): void;
  discard(connection: Connection): void;
  /** Ends every connection, those in use included. Resolves when all sockets are closed. */
  close(): Promise<void>;
};

export type ConnectionPoolOptions = { origin: URL; clock: Clock; beforeReadStamp?: (() => void) | undefined };

/** undici publishes here when the header text is ready and the very next statement writes it. */
const BEFORE_FIRST_BYTE = "undici:client:sendHeaders";

const socketOf = (message: unknown): unknown =>
  typeof message === "object" && message !== null && "socket" in message ? message.socket : null;

/** The connections of one batch: none is shared with another, so fresh and reused mean the same in each. */
export function createConnectionPool({ origin, clock, beforeReadStamp }: ConnectionPoolOptions): ConnectionPool {
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  const bySocket = new WeakMap<object, Connection>();
  let closing: Promise<void> | null = null;

  const stampSent = (message: unknown): void => {
    const socket = socketOf(message);
    if (typeof socket === "object" && socket !== null) bySocket.get(socket)?.watch?.onSent(clock.nowMs());
  };
  subscribe(BEFORE_FIRST_BYTE, stampSent);

  async function closeAll(): Promise<void> {
    await Promise.all([...all].map((connection) => connection.destroy()));
    unsubscribe(BEFORE_FIRST_BYTE, stampSent);
  }

  const onSocket = (socket: Socket, connection: Connection): void => void bySocket.set(socket, connection);

  return {
    take() {
      if (closing) throw new Error("The connection pool is closed.");
      const connection = idle.pop() ?? createConnection({ origin, clock, onSocket, beforeReadStamp });
      all.add(connection);
      return connection;
    },
    giveBack(connection) {
      connection.watch = null;
      idle.push(connection);
    },
    discard(connection) {
      connection.watch = null;
      void connection.destroy().finally(() => all.delete(connection));
    },
    close: () => (closing ??= closeAll()),
  };
}
