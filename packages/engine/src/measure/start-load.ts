import { setFlagsFromString } from "node:v8";
import { MessageChannel, Worker, type MessagePort } from "node:worker_threads";
import { realClock } from "../clock.ts";
import { startWarmUpServer } from "./warm-up-server.ts";
import type {
  LoadBegin,
  LoadEnd,
  LoadExecution,
  LoadHooks,
  LoadOrder,
  LoadProgress,
  ThreadHealth,
} from "./load-order.ts";
import type { MeaningData, MeaningMessage } from "./serve-meaning.ts";
import { shareLoad, type SharedLoad } from "./share-load.ts";
import type { HostMessage, ThreadData, ThreadMessage } from "./thread-message.ts";

const THREAD_ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./measuring-thread.ts" : "./measuring-thread.js",
  import.meta.url,
);
/**
 * A large new space keeps short-lived garbage from being collected while streams are measured. V8 begins with 1 MB and
 * would grow it only for objects that survive, of which there are none: so its least size is set as well. With 256
 * streams of 50 tokens a second this is one collection of half a millisecond each 1.5 s; twice the size halves that.
 */
const SEMI_SPACE_MB = 8;
const SEMI_SPACES = 3;
/** Nobody waits for the meaning thread's collections, and what it holds back from them is memory for nothing. */
const MEANING_SEMI_SPACE_MB = 4;
/** Between the message that fixes the origin and the origin: the threads have it by then. */
const BEGIN_IN_MS = 10;
/** Blocks of requests built ahead of the one in use. */
const BLOCKS_AHEAD = 2;

/** Starts a load in threads of its own, from the main thread. */
export function startLoad<MeaningRecord>(order: LoadOrder, hooks: LoadHooks<MeaningRecord>): LoadExecution {
  return new LoadHost(order, hooks);
}

class LoadHost<MeaningRecord> implements LoadExecution {
  readonly done: Promise<LoadEnd>;
  readonly #order: LoadOrder;
  readonly #hooks: LoadHooks<MeaningRecord>;
  readonly #share: SharedLoad;
  readonly #ports: MessagePort[] = [];
  readonly #workers: Worker[] = [];
  readonly #threads: Worker[] = [];
  readonly #health: ThreadHealth[] = [];
  readonly #warm: Countdown;
  readonly #ready: Countdown;
  readonly #ended: Countdown;
  readonly #failed: Promise<never>;
  #fail: (cause: unknown) => void = () => undefined;
  /** First runs of the blocks of requests given out so far. */
  readonly #blocks: number[] = [];
  #nextRun = 0;
  #begin: LoadBegin = { originMs: NaN, wallAnchorMs: NaN };
  #endedAs: LoadEnd["ended"] = "all_finished";

  constructor(order: LoadOrder, hooks: LoadHooks<MeaningRecord>) {
    this.#order = order;
    this.#hooks = hooks;
    this.#share = shareLoad(order);
    this.#ready = new Countdown(this.#share.threads);
    // Every measuring thread, and the meaning thread.
    this.#warm = new Countdown(this.#share.threads + 1);
    this.#ended = new Countdown(this.#share.threads + 1);
    this.#failed = new Promise((_, reject) => (this.#fail = reject));
    this.done = this.#execute();
  }

  stop(): void {
    if (this.#endedAs === "all_finished") this.#endedAs = "stopped";
    this.#tellAll({ kind: "stop" });
  }

  cancel(): void {
    this.#endedAs = "cancelled";
    this.#tellAll({ kind: "cancel" });
  }

  async #execute(): Promise<LoadEnd> {
    setFlagsFromString(`--min-semi-space-size=${SEMI_SPACE_MB}`);
    // A collection that shares its work with V8's other threads waits for one that has lost its core: up to 8 ms were seen.
    setFlagsFromString("--no-parallel-scavenge");
    // What is warmed is the code of bare sockets.
    const isWarmed = this.#order.warm_up !== false && this.#order.transport === undefined;
    const warmUpServer = isWarmed ? await startWarmUpServer() : null;
    try {
      await Promise.race([this.#measure(warmUpServer?.port ?? null), this.#failed]);
    } finally {
      await Promise.all([warmUpServer?.close(), ...this.#workers.map((worker) => worker.terminate())]);
    }
    return { ended: this.#endedAs, begin: this.#begin, health: this.#health, progress: this.#progress() };
  }

  async #measure(warmUpPort: number | null): Promise<void> {
    for (let thread = 0; thread < this.#share.threads; thread += 1) this.#startThread(thread, warmUpPort);
    this.#startMeaning();
    this.#giveBlocks();
    await this.#warm.reached;
    // Not before: a thread whose code finds no file handle left fails the load, a connection only its run.
    this.#tellAll({ kind: "dial" });
    await this.#ready.reached;
    const originMs = realClock.nowMs() + BEGIN_IN_MS;
    this.#begin = { originMs, wallAnchorMs: realClock.wallNowMs() + BEGIN_IN_MS };
    if (this.#endedAs !== "all_finished") return;
    this.#hooks.onBegin?.(this.#begin);
    for (const worker of this.#workers) worker.postMessage({ kind: "begin", begin: this.#begin } satisfies HostMessage);
    await this.#ended.reached;
  }

  #startThread(thread: number, warmUpPort: number | null): void {
    const { port1, port2 } = new MessageChannel();
    this.#ports.push(port2);
    const { origin, timeouts, seed, connections, cancellation = null, chats = null, transport = null } = this.#order;
    const order = { origin, timeouts, seed, connections, cancellation, chats, transport };
    const workerData: ThreadData = { ...order, ...this.#share.of(thread), warmUpPort, port: port1 };
    const worker = new Worker(THREAD_ENTRY, {
      workerData,
      transferList: [port1],
      env: {},
      resourceLimits: { maxYoungGenerationSizeMb: SEMI_SPACES * SEMI_SPACE_MB },
    });
    this.#threads.push(worker);
    this.#watch(worker, (message: ThreadMessage) => this.#take(thread, message));
  }

  #startMeaning(): void {
    const { entry, given } = this.#order.meaning;
    const workerData: MeaningData = { given, ports: this.#ports };
    const worker = new Worker(entry, {
      workerData,
      transferList: this.#ports,
      env: {},
      resourceLimits: { maxYoungGenerationSizeMb: SEMI_SPACES * MEANING_SEMI_SPACE_MB },
    });
    this.#watch(worker, (message: MeaningMessage<MeaningRecord>) => {
      if (message.kind === "records") this.#hooks.onRecords(message.records);
      else if (message.kind === "ready") this.#warm.down();
      else this.#ended.down();
    });
  }

  /** A thread that dies, of whatever, fails the load: what it held is lost. So does a hook that cannot take a message. */
  #watch<Message>(worker: Worker, take: (message: Message) => void): void {
    this.#workers.push(worker);
    worker
      .on("message", (message: Message) => {
        try {
          take(message);
        } catch (cause) {
          this.#fail(cause);
        }
      })
      .on("error", (cause) => this.#fail(cause))
      .on("exit", (code) => this.#fail(new Error(`A thread of the load ended early, with code ${code}.`)));
  }

  #take(thread: number, message: ThreadMessage): void {
    if (message.kind === "warm") return this.#warm.down();
    if (message.kind === "ready") return this.#ready.down();
    if (message.kind === "entered") return this.#giveBlocks(message.first);
    this.#health[thread] = message.health;
    this.#hooks.onHealth?.(message.health);
    this.#hooks.onProgress?.(this.#progress());
    if (message.kind === "done") this.#ended.down();
  }

  /** Builds requests until enough are ahead of the block that begins with run `inUse`. */
  #giveBlocks(inUse = 0): void {
    const wanted = this.#blocks.indexOf(inUse) + 1 + BLOCKS_AHEAD;
    while (this.#blocks.length < wanted && this.#nextRun < this.#share.runs) {
      const block = this.#order.requests.block(this.#nextRun);
      this.#blocks.push(block.first);
      this.#nextRun = block.first + block.spans.length / 2;
      this.#tellAll({ kind: "block", block });
    }
  }

  #tellAll(message: HostMessage): void {
    for (const thread of this.#threads) thread.postMessage(message);
  }

  #progress(): LoadProgress {
    const sum = (pick: (health: ThreadHealth) => number): number =>
      this.#health.reduce((total, health) => total + pick(health), 0);
    return {
      started: sum(({ started }) => started),
      ended: sum(({ ended }) => ended),
      in_flight: sum(({ in_flight }) => in_flight),
      waiting: sum(({ waiting }) => waiting),
      dropped: sum(({ dropped }) => dropped),
    };
  }
}

/** Resolves when it has been counted down to 0. */
class Countdown {
  readonly reached: Promise<void>;
  #left: number;
  #resolve: () => void = () => undefined;

  constructor(count: number) {
    this.#left = count;
    this.reached = new Promise((resolve) => (this.#resolve = resolve));
  }

  down(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#resolve();
  }
}
