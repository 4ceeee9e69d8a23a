import type { PGlite } from "@electric-sql/pglite";
import type { MessagePort } from "node:worker_threads";

/**
 * Many PostgreSQL connections on the one session PGlite has. A connection's messages are run as whole units (up to
 * Sync, Flush or a simple Query) and a connection inside a transaction keeps the database to itself until it ends.
 * Without units, the Bind of one connection meets the unnamed statement another one parsed in between, and an
 * error of one makes the server skip the other's messages. COPY from the client is not spoken.
 */
export type PgliteSessions = { attach(port: MessagePort): void };

type Session = {
  port: MessagePort;
  unread: Buffer;
  hasStarted: boolean;
  units: Unit[];
  isWaiting: boolean;
};
/** `endsExchange`: after it the server is ready for another connection, unless a transaction is open. */
type Unit = { bytes: Uint8Array; endsExchange: boolean };

const SYNC = 0x53; // S
const QUERY = 0x51; // Q
const FLUSH = 0x48; // H
const TERMINATE = 0x58; // X

/** Serves connections until the thread ends; `onFailure` gets what PGlite itself threw, after which it is unusable. */
export function openPgliteSessions(db: PGlite, onFailure: (cause: unknown) => void): PgliteSessions {
  const waiting: Session[] = [];
  let owner: Session | null = null;
  let isRunning = false;

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let session = nextSession(); session !== undefined; session = nextSession()) {
      const unit = session.units.shift();
      if (unit === undefined) continue;
      const answer = answerTo(session.port);
      await db.runExclusive(() => db.execProtocolRawStream(unit.bytes, { onRawData: answer.add }));
      answer.send();
      owner = unit.endsExchange && !db.isInTransaction() ? null : session;
      queueUp(session);
    }
    isRunning = false;
  };
  const start = () => void run().catch(onFailure);

  const nextSession = (): Session | undefined => {
    if (owner !== null) {
      if (owner.units.length === 0) return undefined;
      return owner;
    }
    const session = waiting.shift();
    if (session !== undefined) session.isWaiting = false;
    return session;
  };
  const queueUp = (session: Session): void => {
    if (session.units.length === 0 || session.isWaiting) return;
    session.isWaiting = true;
    waiting.push(session);
  };

  const leave = async (session: Session): Promise<void> => {
    session.units = [];
    if (owner !== session) return;
    if (db.isInTransaction()) await db.exec("ROLLBACK");
    owner = null;
    start();
  };

  return {
    attach(port) {
      const session: Session = { port, unread: Buffer.alloc(0), hasStarted: false, units: [], isWaiting: false };
      port.on("message", (bytes: Uint8Array) => {
        session.unread =
          session.unread.length === 0
            ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
            : Buffer.concat([session.unread, bytes]);
        if (takeUnits(session)) port.close();
        queueUp(session);
        start();
      });
      port.on("close", () => void leave(session).catch(onFailure));
    },
  };
}

/** Moves complete units out of what was read. Returns whether the client said goodbye. */
function takeUnits(session: Session): boolean {
  const { unread } = session;
  let unitStart = 0;
  let offset = 0;
  for (;;) {
    const headerBytes = session.hasStarted ? 1 : 0;
    if (unread.length < offset + headerBytes + 4) break;
    const end = offset + headerBytes + unread.readInt32BE(offset + headerBytes);
    if (unread.length < end) break;
    const type = session.hasStarted ? unread[offset] : SYNC;
    session.hasStarted = true;
    offset = end;
    if (type === TERMINATE) return true;
    if (type === SYNC || type === QUERY || type === FLUSH) {
      session.units.push({ bytes: new Uint8Array(unread.subarray(unitStart, end)), endsExchange: type !== FLUSH });
      unitStart = end;
    }
  }
  session.unread = unread.subarray(unitStart);
  return false;
}

const MESSAGE_BYTES = 65_536;

/**
 * PGlite hands an answer out 8 kB at a time, and a message for each would cost as much as reading the rows did. So they
 * go on together, still in pieces, for the other side to read while the rest is on its way.
 */
function answerTo(port: MessagePort): { add: (bytes: Uint8Array) => void; send: () => void } {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const send = (): void => {
    const [first] = pieces;
    if (first === undefined) return;
    const bytes = pieces.length === 1 ? first : joined(pieces, size);
    pieces = [];
    size = 0;
    port.postMessage(bytes, [bytes.buffer]);
  };
  return {
    add(bytes) {
      // A copy, because the bytes are a view of PGlite's memory.
      pieces.push(bytes.slice());
      size += bytes.byteLength;
      if (size >= MESSAGE_BYTES) send();
    },
    send,
  };
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
