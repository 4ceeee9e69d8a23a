import type { Socket } from "node:net";
import { Client, type buildConnector } from "undici";
import type { ConnectionEnd } from "../http/run-connection.ts";
import { openSocket, type SocketOrder } from "./open-socket.ts";
import { undiciFailure } from "./undici-failure.ts";

/** Told what becomes of the session it is on. */
export type SessionUser = { onOpen(): void; onClosed(end: ConnectionEnd): void };

/** What servers let one connection of HTTP/2 carry where they say nothing. */
export const MOST_STREAMS = 100;
/** No idle connection is closed by us while a load goes on. */
const KEEP_MS = 3_600_000;

/** One connection to the target, which several runs may be on at a time where it is of HTTP/2. */
export class UndiciSession {
  readonly client: Client;
  isOpen = false;
  isOver = false;
  readonly #users = new Set<SessionUser>();
  #socket: Socket | null = null;

  constructor(order: SocketOrder) {
    const { origin, http_version } = order;
    const host = origin.host.includes(":") ? `[${origin.host}]` : origin.host;
    this.client = new Client(`${origin.protocol}//${host}:${origin.port}`, {
      allowH2: http_version === 2,
      pipelining: http_version === 2 ? MOST_STREAMS : 1,
      // Limits of time are those of the load.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_MS,
      keepAliveMaxTimeout: KEEP_MS,
      connect: (_options, callback) => this.#give(callback),
    });
    void openSocket(order).then(
      (socket) => this.#opened(socket),
      (cause: unknown) => this.#close(undiciFailure(cause instanceof Error ? cause : new Error(String(cause)))),
    );
  }

  get users(): number {
    return this.#users.size;
  }

  join(user: SessionUser): void {
    this.#users.add(user);
  }

  /** The last one closes the connection. */
  leave(user: SessionUser): void {
    this.#users.delete(user);
    if (this.#users.size > 0) return;
    this.#end();
  }

  #end(): void {
    this.isOver = true;
    this.isOpen = false;
    // undici lets go of the socket first, if it ever had it.
    void this.client.destroy().then(() => this.#socket?.destroy());
  }

  #opened(socket: Socket): void {
    if (this.isOver) return void socket.destroy();
    this.#socket = socket;
    this.isOpen = true;
    socket.on("error", (error) => this.#close(undiciFailure(error)));
    socket.once("close", () => this.#close({ code: null, text: "" }));
    for (const user of [...this.#users]) user.onOpen();
  }

  /** undici asks when it has the first request; again only after the socket was lost, and then the session is over. */
  #give(callback: buildConnector.Callback): void {
    const socket = this.#socket;
    // It does not expect the answer within the question.
    queueMicrotask(() => {
      if (socket === null || socket.destroyed) callback(new Error("The connection is closed."), null);
      else callback(null, socket);
    });
  }

  #close(end: ConnectionEnd): void {
    if (this.isOver) return;
    this.#end();
    for (const user of [...this.#users]) user.onClosed(end);
  }
}
