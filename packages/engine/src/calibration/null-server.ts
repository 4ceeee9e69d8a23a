import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createMonotonicClock } from "../measure/monotonic-clock.ts";
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

type Received = { socket: Socket; request: string; receivedMs: number };

const HEAD = Buffer.from(CANNED_HEAD);
const END = Buffer.from(CANNED_END);
const MOST_KEPT_WRITES = 4_096;

/**
 * Answers with canned streams and remembers when it wrote what: the truth a measuring engine is held against. It sleeps
 * between writes, so that some are a millisecond late: what counts is the stamp of each. Turning its event loop until a
 * write is due would keep its core from ever resting, and a host that has other guests takes cores away from one whose
 * cores are all busy: then the bench would measure the host.
 */
export async function startNullServer(): Promise<NullServer> {
  const streams = new CannedStreams();
  const server = createServer({ noDelay: true }, (socket) => {
    // Clients break connections off as they like; what matters is what they report.
    socket.on("error", () => socket.destroy());
    // A canned request fits into one segment, so it comes in one read.
    socket.on("data", (bytes) => streams.receive(socket, bytes));
  });
  await listen(server);
  return { port: portOf(server), takeTruth: () => streams.takeTruth() };
}

class CannedStreams {
  readonly #nowMs = createMonotonicClock();
  readonly #due = new DueHeap<Stream>();
  readonly #blocks = new Map<number, Buffer>();
  readonly #inbox: Received[] = [];
  #truths: NullTruth[] = [];
  #timer: NodeJS.Timeout | null = null;
  #wakesAtMs = Infinity;

  /** Requests are answered when all that came in this turn of the loop have been stamped. */
  receive(socket: Socket, bytes: Buffer): void {
    const receivedMs = this.#nowMs();
    if (this.#inbox.length === 0) setImmediate(() => this.#answerAll());
    this.#inbox.push({ socket, request: bytes.toString("latin1"), receivedMs });
  }

  takeTruth(): NullTruth[] {
    const taken = this.#truths;
    this.#truths = [];
    return taken;
  }

  #answerAll(): void {
    for (const received of this.#inbox.splice(0)) this.#answer(received);
  }

  #answer({ socket, request, receivedMs }: Received): void {
    const canned = readCannedRequest(request);
    if (canned === null) return void socket.destroy();
    const kept = Math.min(MOST_KEPT_WRITES, Math.ceil(canned.events / canned.eventsPerWrite));
    const truth = { run: canned.run, receivedMs, writesMs: new Float64Array(kept) };
    this.#truths.push(truth);
    socket.write(HEAD);
    const stream = { canned, socket, block: this.#blockOf(canned.eventsPerWrite), written: 0, truth };
    if (canned.gapMs === 0) return this.#writeUnpaced(stream);
    this.#due.add(dueMsOf(stream), stream);
    this.#sleep();
  }

  /** Until the next write is due; timers may ring up to a millisecond early. */
  #sleep(): void {
    const { nextMs } = this.#due;
    if (nextMs >= this.#wakesAtMs) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#wakesAtMs = nextMs;
    this.#timer = setTimeout(this.#writeDue, Math.max(1, Math.ceil(nextMs - this.#nowMs())));
  }

  readonly #writeDue = (): void => {
    this.#timer = null;
    this.#wakesAtMs = Infinity;
    const nowMs = this.#nowMs;
    for (let stream = this.#due.takeUntil(nowMs()); stream !== null; stream = this.#due.takeUntil(nowMs())) {
      this.#write(stream);
      if (stream.written < stream.canned.events) this.#due.add(dueMsOf(stream), stream);
      else stream.socket.write(END);
    }
    this.#sleep();
  };

  /** False when the connection takes no more for now. */
  #write(stream: Stream): boolean {
    const { truth, canned } = stream;
    const index = stream.written / canned.eventsPerWrite;
    if (index < truth.writesMs.length) truth.writesMs[index] = this.#nowMs();
    stream.written += canned.eventsPerWrite;
    return stream.socket.write(stream.block);
  }

  #writeUnpaced(stream: Stream): void {
    while (stream.written < stream.canned.events) {
      if (stream.socket.destroyed) return;
      if (!this.#write(stream)) {
        stream.socket.once("drain", () => this.#writeUnpaced(stream));
        return;
      }
    }
    stream.socket.write(END);
  }

  #blockOf(events: number): Buffer {
    const block = this.#blocks.get(events) ?? Buffer.from(CANNED_CHUNK.repeat(events));
    this.#blocks.set(events, block);
    return block;
  }
}

const dueMsOf = ({ canned, written, truth }: Stream): number =>
  truth.receivedMs + canned.firstMs + (written / canned.eventsPerWrite) * canned.gapMs;

async function listen(server: Server): Promise<void> {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 });
  await once(server, "listening");
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return address.port;
}
