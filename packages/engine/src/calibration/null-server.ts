import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createMonotonicClock } from "../measure/monotonic-clock.ts";
import { WakeTimer } from "../measure/wake-timer.ts";
import { CANNED_CHUNK, CANNED_END, CANNED_HEAD, readCannedRequest, type CannedStream } from "./canned-stream.ts";
import { DueHeap } from "./due-heap.ts";

/** What the server did for one run: when the request had been read, and when each write of events began. */
export type NullTruth = { run: number; receivedMs: number; writesMs: Float64Array };

export type NullServer = {
  port: number;
  /** What was done since it was asked last. */
  takeTruth(): NullTruth[];
};

type Stream = { canned: CannedStream; socket: Socket; block: Buffer; written: number; truth: NullTruth };

const HEAD = Buffer.from(CANNED_HEAD);
const END = Buffer.from(CANNED_END);
const MOST_KEPT_WRITES = 4_096;

/**
 * Answers with canned streams as exactly as Node.js can, and remembers when it wrote what: the truth a measuring engine
 * is held against. It lives as long as its process and has nothing else to do, so it turns its event loop rather than sleep when a write is near.
 */
export async function startNullServer(): Promise<NullServer> {
  const nowMs = createMonotonicClock();
  const blocks = new Map<number, Buffer>();
  const due = new DueHeap<Stream>();
  const wake = new WakeTimer(nowMs, writeDue);
  let truths: NullTruth[] = [];

  function writeDue(): void {
    for (let stream = due.takeUntil(nowMs()); stream !== null; stream = due.takeUntil(nowMs())) {
      writeOnce(stream);
      const nextMs = dueMsOf(stream);
      if (stream.written < stream.canned.events) due.add(nextMs, stream);
      else stream.socket.write(END);
    }
    if (due.nextMs < Infinity) wake.arm(due.nextMs);
  }

  const dueMsOf = ({ canned, written, truth }: Stream): number =>
    truth.receivedMs + canned.firstMs + (written / canned.eventsPerWrite) * canned.gapMs;

  function writeOnce(stream: Stream): boolean {
    const { truth, canned } = stream;
    const index = stream.written / canned.eventsPerWrite;
    if (index < truth.writesMs.length) truth.writesMs[index] = nowMs();
    stream.written += canned.eventsPerWrite;
    return stream.socket.write(stream.block);
  }

  function writeUnpaced(stream: Stream): void {
    while (stream.written < stream.canned.events) {
      if (stream.socket.destroyed) return;
      if (!writeOnce(stream)) {
        stream.socket.once("drain", () => writeUnpaced(stream));
        return;
      }
    }
    stream.socket.write(END);
  }

  function blockOf(events: number): Buffer {
    const block = blocks.get(events) ?? Buffer.from(CANNED_CHUNK.repeat(events));
    blocks.set(events, block);
    return block;
  }

  function answer(socket: Socket, bytes: Buffer, receivedMs: number): void {
    const canned = readCannedRequest(bytes.toString("latin1"));
    if (canned === null) return void socket.destroy();
    const kept = Math.min(MOST_KEPT_WRITES, Math.ceil(canned.events / canned.eventsPerWrite));
    const truth = { run: canned.run, receivedMs, writesMs: new Float64Array(kept) };
    truths.push(truth);
    socket.write(HEAD);
    const stream = { canned, socket, block: blockOf(canned.eventsPerWrite), written: 0, truth };
    if (canned.gapMs === 0) return writeUnpaced(stream);
    due.add(dueMsOf(stream), stream);
    wake.arm(due.nextMs);
  }

  const server = createServer({ noDelay: true }, (socket) => {
    // Clients break connections off as they like; what matters is what they report.
    socket.on("error", () => socket.destroy());
    // A canned request fits into one segment, so it comes in one read.
    socket.on("data", (bytes) => answer(socket, bytes, nowMs()));
  });
  await listen(server);
  return {
    port: portOf(server),
    takeTruth() {
      const taken = truths;
      truths = [];
      return taken;
    },
  };
}

async function listen(server: Server): Promise<void> {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 });
  await once(server, "listening");
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return address.port;
}
