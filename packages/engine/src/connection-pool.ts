import { Connection } from "./connection.ts";
import type { Clock } from "./clock.ts";

export type ConnectionPool = {
  /** As requests name it. */
  readonly host: string;
  /** An idle connection, the one used last, or a new one. It belongs to the caller until given back or destroyed. */
  take(): Connection;
  giveBack(connection: Connection): void;
  discard(connection: Connection): void;
  /** Ends every connection, those in use included. Resolves when all sockets are closed. */
  close(): Promise<void>;
};

export type ConnectionPoolOptions = { origin: URL; clock: Clock; beforeReadStamp?: (() => void) | undefined };

/** The connections of one batch: none is shared with another, so fresh and reused mean the same in each. */
export function createConnectionPool({ origin, clock, beforeReadStamp }: ConnectionPoolOptions): ConnectionPool {
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  let closing: Promise<void> | null = null;

  async function closeAll(): Promise<void> {
    await Promise.all([...all].map((connection) => connection.destroy()));
  }

  return {
    host: origin.host,
    take() {
      if (closing) throw new Error("The connection pool is closed.");
      const connection = idle.pop() ?? new Connection({ origin, clock, beforeReadStamp });
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
