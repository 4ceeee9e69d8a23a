import type { Timeouts } from "@tfbench/contracts";
import { BareConnection, createReadBuffer } from "../http/bare-connection.ts";
import type { Carrier, ConnectionEnd, ConnectionOwner, RunConnection } from "../http/run-connection.ts";
import { cancelAfterMs } from "./cancel-after-ms.ts";
import type { EndCode } from "./end-code.ts";
import { FIRST_EVENT, HEADERS, IDLE, LiveRun, PHASE_END } from "./live-run.ts";
import type { CancellationShare, LoadOrigin, MeaningRequest } from "./load-order.ts";
import type { RequestBlocks } from "./request-blocks.ts";
import type { ReadPiece, SlabWriter } from "./slab.ts";
import type { StartQueue, StartStep } from "./start-queue.ts";
import type { DelayLog } from "./delay-log.ts";
import { WakeTimer } from "./wake-timer.ts";

export type MeasuredLoadOptions = {
  origin: LoadOrigin;
  timeouts: Timeouts;
  graceMs: number;
  connections: "reused" | "fresh";
  /** Null: bare sockets. */
  carrier: Carrier<LiveRun> | null;
  cancellation: CancellationShare | null;
  seed: number;
  nowMs: () => number;
  requests: RequestBlocks;
  writer: SlabWriter;
  delays: DelayLog;
  /** How much of one response may be kept, by what waits for its meaning: a run that has sent more has to go. */
  mostResponseBytes: () => number;
};

/** Often enough for limits in milliseconds; cheaper than a timer for each stream. */
const TICK_MS = 10;
const TICKS_PER_FLUSH = 5;
/** How long the end of a response may lag behind the run's last word before we close the socket ourselves. */
const LEFT_OPEN_MS = 250;
const FLOOD = { code: "buffer_full", text: "" } as const;
const COMPLETE = { code: "complete", text: "" } as const;

/**
 * One thread's part of a load: sends requests when they are due, stamps and keeps what comes back, finds the ends of
 * responses. It knows nothing of what the bytes mean. Nothing is made per read: see the slab and the scanner.
 */
export class MeasuredLoad implements ConnectionOwner<LiveRun> {
  /** Resolves when nothing is open or due any more and all records have been handed over. */
  readonly done: Promise<void>;
  startedCount = 0;
  endedCount = 0;
  droppedCount = 0;
  reads = 0;
  bytes = 0;
  readonly #options: MeasuredLoadOptions;
  readonly #limitsMs: readonly number[];
  readonly #buffer = createReadBuffer();
  readonly #piece: ReadPiece = { source: this.#buffer, length: 0 };
  readonly #idle: RunConnection<LiveRun>[] = [];
  readonly #active: LiveRun[] = [];
  readonly #byRun = new Map<number, LiveRun>();
  readonly #spare: LiveRun[] = [];
  readonly #wake: WakeTimer;
  #ticker: NodeJS.Timeout | null = null;
  #ticks = 0;
  #queue: StartQueue | null = null;
  #opening: { left: number; resolve: () => void } | null = null;
  #graceEndMs = Infinity;
  #finished: () => void = () => undefined;

  constructor(options: MeasuredLoadOptions) {
    this.#options = options;
    const { connect_ms, headers_ms, first_event_ms, idle_ms } = options.timeouts;
    this.#limitsMs = [connect_ms, headers_ms, first_event_ms, idle_ms];
    this.#wake = new WakeTimer(options.nowMs, () => this.advance());
    this.done = new Promise((resolve) => (this.#finished = resolve));
  }

  get inFlight(): number {
    return this.#active.length;
  }
  get waiting(): number {
    return this.#queue?.waiting(this.#options.nowMs()) ?? 0;
  }

  /** Opens connections before the first run. One that cannot be opened is no matter here: its run will say so. */
  open(count: number): Promise<void> {
    if (count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#opening = { left: count, resolve };
      setTimeout(() => this.#opened(Infinity), this.#options.timeouts.connect_ms).unref();
      for (let index = 0; index < count; index += 1) this.#dial(null);
    });
  }

  begin(queue: StartQueue): void {
    this.#queue = queue;
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.advance();
  }

  /** Nothing starts any more; runs in flight may end within the grace period. */
  stop(): void {
    this.#queue?.stop(this.#options.nowMs());
    this.advance();
  }

  cancel(): void {
    const nowMs = this.#options.nowMs();
    this.#queue?.stop(nowMs);
    for (const live of this.#active.slice()) this.#finish(live, nowMs, { code: "cancelled", text: "" });
    this.advance();
  }

  ask(request: MeaningRequest): void {
    if (request.kind === "turn") {
      this.#queue?.settle(request.run, request.next);
      return this.advance();
    }
    const live = this.#byRun.get(request.run);
    if (!live) return;
    const nowMs = this.#options.nowMs();
    if (request.kind === "terminal") live.stopAt(nowMs + LEFT_OPEN_MS, "left_open");
    else this.#finish(live, nowMs, { code: request.code, text: "" });
  }

  /** Starts what is due. Called whenever something may have become due: harmless when nothing has. */
  advance(): void {
    const queue = this.#queue;
    if (queue === null) return;
    for (;;) {
      const step = queue.next(this.#options.nowMs());
      if (step.do === "wait") return this.#wake.arm(step.dueMs);
      if (step.do === "hold") return;
      if (step.do === "over") return this.#noteOver();
      if (step.do === "end") this.#endUnstarted(step);
      else if (!this.#start(step, queue)) return;
    }
  }

  onConnected(connection: RunConnection<LiveRun>, atMs: number): void {
    const live = connection.holder;
    if (live === null) {
      this.#idle.push(connection);
      this.#opened(1);
      return;
    }
    live.stamps.connectedMs = atMs;
    this.#send(live, connection);
  }

  onRead(connection: RunConnection<LiveRun>, length: number, atMs: number): void {
    const live = connection.holder;
    this.reads += 1;
    this.bytes += length;
    // Bytes nobody asked for: what comes next on this connection could not be told apart.
    if (live === null) return this.#forget(connection);
    const most = this.#options.mostResponseBytes();
    if (most === 0) return this.#finish(live, atMs, FLOOD);
    const { scanner } = live;
    const used = scanner.feed(connection.source.bytes, 0, length);
    this.#piece.source = connection.source;
    this.#piece.length = used;
    this.#options.writer.read(live.run, atMs, this.#piece);
    live.phaseSinceMs = atMs;
    if (scanner.isDone) this.#complete(live, atMs, used === length);
    else if (scanner.failure !== null) this.#finish(live, atMs, { code: scanner.failure, text: "" });
    else if (scanner.bodyBytes > most) this.#finish(live, atMs, FLOOD);
    else if (scanner.hasHead) live.phase = scanner.bodyBytes > 0 ? IDLE : FIRST_EVENT;
  }

  onEnd(connection: RunConnection<LiveRun>, end: ConnectionEnd, atMs: number): void {
    const live = connection.holder;
    if (live === null) {
      this.#forget(connection);
      this.#opened(1);
      return;
    }
    live.scanner.end();
    if (live.scanner.isDone) return this.#complete(live, atMs, false);
    const isStale = live.isSent && !live.isFresh && live.scanner.isUntouched;
    const text = isStale ? `The kept connection was closed before any answer. ${end.text}`.trim() : end.text;
    this.#finish(live, atMs, { code: end.code ?? "closed_by_peer", text });
  }

  #opened(count: number): void {
    const opening = this.#opening;
    if (opening === null) return;
    opening.left -= count;
    if (opening.left > 0) return;
    this.#opening = null;
    opening.resolve();
  }

  #dial(holder: LiveRun | null): RunConnection<LiveRun> {
    const { origin, nowMs, carrier } = this.#options;
    if (carrier !== null) return carrier.dial(this, holder);
    return new BareConnection({ origin, nowMs, buffer: this.#buffer, owner: this, holder });
  }

  /** False when the request has not been built yet: the run starts when its block comes, late by our fault. */
  #start(step: StartStep, queue: StartQueue): boolean {
    const request = step.request ?? this.#options.requests.find(step.conversation);
    if (request === null) return false;
    const { nowMs, connections, timeouts, delays } = this.#options;
    const live = this.#spare.pop() ?? new LiveRun();
    const { stamps } = live;
    live.reset(step.run);
    live.request = request;
    stamps.dueMs = step.dueMs;
    stamps.slotGrantedMs = step.grantedMs;
    const idle = connections === "reused" ? (this.#idle.pop() ?? this.#options.carrier?.borrow(this)) : undefined;
    if (idle) {
      live.connection = idle;
      idle.holder = live;
      this.#send(live, idle);
    } else {
      live.isFresh = true;
      stamps.startedMs = nowMs();
      live.phaseSinceMs = stamps.startedMs;
      live.connection = this.#dial(live);
    }
    this.#keep(live);
    live.stopAtMs = stamps.startedMs + timeouts.total_ms;
    live.stopCode = "timeout_total";
    const { cancellation, seed } = this.#options;
    if (cancellation !== null)
      live.stopAt(stamps.startedMs + cancelAfterMs(cancellation, seed, step.run), "cancelled_share");
    delays.add(stamps.startedMs - stamps.slotGrantedMs, stamps.slotGrantedMs - stamps.dueMs);
    this.startedCount += 1;
    queue.started();
    return true;
  }

  #send(live: LiveRun, connection: RunConnection<LiveRun>): void {
    const { nowMs, writer } = this.#options;
    const sentMs = nowMs();
    if (live.request !== null) connection.write(live.request);
    live.request = null;
    live.stamps.sentMs = sentMs;
    if (!live.isFresh) live.stamps.startedMs = sentMs;
    live.phase = HEADERS;
    live.phaseSinceMs = sentMs;
    live.isSent = true;
    writer.start(live.run, live.stamps, live.isFresh);
  }

  #keep(live: LiveRun): void {
    live.position = this.#active.length;
    this.#active.push(live);
    this.#byRun.set(live.run, live);
  }

  #release(live: LiveRun): void {
    const last = this.#active.pop();
    if (last !== undefined && last !== live) {
      this.#active[live.position] = last;
      last.position = live.position;
    }
    this.#byRun.delete(live.run);
    live.connection = null;
    this.#spare.push(live);
  }

  #complete(live: LiveRun, atMs: number, isConnectionClean: boolean): void {
    const { connection } = live;
    const keeps = isConnectionClean && live.scanner.isReusable && this.#options.connections === "reused";
    // An answer to a request that was not yet taken in full leaves the rest of it on its way.
    if (keeps && connection?.isOpen && connection.isFlushed) {
      connection.holder = null;
      this.#idle.push(connection);
      live.connection = null;
    }
    this.#finish(live, atMs, COMPLETE);
  }

  #finish(live: LiveRun, atMs: number, how: { code: EndCode; text: string }): void {
    const { writer } = this.#options;
    const { run } = live;
    if (!live.isSent) writer.start(live.run, live.stamps, live.isFresh);
    writer.end(run, atMs, how);
    if (live.connection !== null) {
      live.connection.holder = null;
      live.connection.destroy();
    }
    this.#release(live);
    this.endedCount += 1;
    // What follows a turn of a chat is asked now: waiting for the next flush would be time that the next turn may lack.
    if (this.#queue?.ended(run, atMs) === true) writer.flush();
    this.advance();
  }

  #endUnstarted(step: StartStep): void {
    if (step.code === "dropped") this.droppedCount += 1;
    this.#options.writer.end(step.run, this.#options.nowMs(), { code: step.code, text: "" });
  }

  #forget(connection: RunConnection<LiveRun>): void {
    connection.destroy();
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #tick(): void {
    const nowMs = this.#options.nowMs();
    for (let at = this.#active.length - 1; at >= 0; at -= 1) {
      const live = this.#active[at];
      if (live) this.#checkLimits(live, nowMs);
    }
    this.#ticks += 1;
    if (this.#ticks % TICKS_PER_FLUSH === 0) this.#options.writer.flush();
    this.advance();
  }

  #checkLimits(live: LiveRun, nowMs: number): void {
    const isSilent = nowMs - live.phaseSinceMs >= (this.#limitsMs[live.phase] ?? Infinity);
    const isStopped = nowMs >= live.stopAtMs;
    const isGraceOver = nowMs >= this.#graceEndMs;
    if (!isSilent && !isStopped && !isGraceOver) live.isOverdue = false;
    else if (!live.isOverdue) live.isOverdue = true;
    else {
      const code = isStopped ? live.stopCode : isSilent ? PHASE_END[live.phase] : "grace_over";
      this.#finish(live, nowMs, { code: code ?? "timeout_total", text: "" });
    }
  }

  #noteOver(): void {
    if (this.#graceEndMs === Infinity) this.#graceEndMs = this.#options.nowMs() + this.#options.graceMs;
    if (this.#active.length > 0 || this.#ticker === null) return;
    clearInterval(this.#ticker);
    this.#ticker = null;
    this.#wake.disarm();
    for (const connection of this.#idle.splice(0)) connection.destroy();
    this.#options.writer.flush();
    this.#finished();
  }
}
