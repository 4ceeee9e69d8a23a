import { createReadBuffer } from "../http/bare-connection.ts";
import type { Carrier, ConnectionOwner, RunConnection } from "../http/run-connection.ts";
import type { SocketOrder } from "./open-socket.ts";
import { UndiciConnection } from "./undici-connection.ts";
import { MOST_STREAMS, UndiciSession } from "./undici-session.ts";

export type UndiciCarrierOptions = SocketOrder & {
  /** fresh: no two runs are ever on one connection. */
  connections: "reused" | "fresh";
  nowMs: () => number;
};

/** Connections through undici: one for each run in flight, or one for many of them where they are of HTTP/2. */
export class UndiciCarrier<Holder> implements Carrier<Holder> {
  readonly #options: UndiciCarrierOptions;
  readonly #buffer = createReadBuffer();
  readonly #sessions = new Set<UndiciSession>();

  constructor(options: UndiciCarrierOptions) {
    this.#options = options;
  }

  dial(owner: ConnectionOwner<Holder>, holder: Holder | null): RunConnection<Holder> {
    const known = this.#find((session) => !session.isOpen);
    const session = known ?? new UndiciSession(this.#options);
    this.#sessions.add(session);
    return this.#connect(session, owner, holder);
  }

  borrow(owner: ConnectionOwner<Holder>): RunConnection<Holder> | null {
    const session = this.#find(({ isOpen }) => isOpen);
    return session === undefined ? null : this.#connect(session, owner, null);
  }

  #connect(session: UndiciSession, owner: ConnectionOwner<Holder>, holder: Holder | null): RunConnection<Holder> {
    return new UndiciConnection({ session, owner, holder, buffer: this.#buffer, nowMs: this.#options.nowMs });
  }

  /** A connection with room for another stream. */
  #find(suits: (session: UndiciSession) => boolean): UndiciSession | undefined {
    const { http_version, connections } = this.#options;
    const isShared = http_version === 2 && connections === "reused";
    for (const session of this.#sessions) {
      if (session.isOver) this.#sessions.delete(session);
      else if (isShared && session.users < MOST_STREAMS && suits(session)) return session;
    }
    return undefined;
  }
}
