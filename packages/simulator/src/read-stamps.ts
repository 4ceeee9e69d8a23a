import type { Socket } from "node:net";
import { monotonicNowMs } from "./monotonic-now-ms.ts";

export interface ReadStamp {
  first_byte_ms: number;
  received_ms: number;
}

/** When the reads returned that brought a request: before the HTTP parser and what it calls took their time. */
export interface ReadStamps {
  watch(socket: Socket): void;
  /** Of the request whose last byte came just now; the next read belongs to the next request. */
  take(socket: Socket): ReadStamp;
}

export function createReadStamps(): ReadStamps {
  const stamps = new WeakMap<Socket, ReadStamp>();
  return {
    watch(socket) {
      socket.prependListener("data", () => {
        const atMs = monotonicNowMs();
        const stamp = stamps.get(socket);
        if (stamp) stamp.received_ms = atMs;
        else stamps.set(socket, { first_byte_ms: atMs, received_ms: atMs });
      });
    },
    take(socket) {
      const nowMs = monotonicNowMs();
      const stamp = stamps.get(socket) ?? { first_byte_ms: nowMs, received_ms: nowMs };
      stamps.delete(socket);
      return stamp;
    },
  };
}
