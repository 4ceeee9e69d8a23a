import { Worker } from "node:worker_threads";
import type { EngineRecord } from "@tfbench/contracts";
import type { EngineEnd, ExecutionOrder, LostRun, SettledRun } from "@tfbench/engine";
import type { HostMessage, NoMore, OrderFault, ThreadMessage } from "./engine-message.ts";
import { OpenRuns } from "./open-runs.ts";

export type EngineExecution = {
  /** Never rejects. Every record has been emitted before it resolves. */
  done: Promise<EngineEnd>;
  cancelRun(run_id: number): void;
  /** Ends the whole batch as cancelled by the user. */
  cancelAll(): void;
  /** Runs that wait end as stopped by a budget, those in flight go on. */
  startNoMore(reason: NoMore): void;
  /** Lets go of the batch: runs in flight end aborted, those that wait stay queued. */
  stop(): void;
};

export type EngineHost = {
  execute(order: ExecutionOrder, emit: (records: EngineRecord[]) => void): EngineExecution;
  /** Cancels and looks up a run that a dead worker left at the provider. Rejects when that cannot even be tried. */
  settleRun(lost: LostRun): Promise<SettledRun>;
  /** Stops what is executing and ends the thread. */
  close(): Promise<void>;
};

export type EngineHostOptions = {
  /** Told what a failed order or a dead thread left to say, for the log. */
  onFault?: (fault: OrderFault) => void;
  /** The thread's entry; the engine's own when left out. */
  entry?: URL;
};

type Order = {
  take(message: ThreadMessage): void;
  fail(fault: OrderFault): void;
  stop(): void;
  done: Promise<unknown>;
};

const ENTRY = new URL("./engine-thread.ts", import.meta.url);
/** A large new space keeps short-lived garbage from being copied while streams are measured. */
const YOUNG_GENERATION_MB = 32;
const WORKER_STOPPED = {
  by: "us",
  reason_code: "worker_stopped",
  error: "The worker was stopped while the run was going on.",
} as const;

/** Starts the engine in a thread of its own. A thread that dies fails its orders; the next order starts another. */
export function openEngineThread({ onFault, entry = ENTRY }: EngineHostOptions = {}): EngineHost {
  return new EngineThread(entry, onFault ?? (() => undefined));
}

class EngineThread implements EngineHost {
  readonly #entry: URL;
  readonly #onFault: (fault: OrderFault) => void;
  readonly #orders = new Map<number, Order>();
  #worker: Worker | null = null;
  #lastOrder = 0;
  #isClosed = false;

  constructor(entry: URL, onFault: (fault: OrderFault) => void) {
    this.#entry = entry;
    this.#onFault = onFault;
    this.#worker = this.#start();
  }

  execute(execution: ExecutionOrder, emit: (records: EngineRecord[]) => void): EngineExecution {
    const { promise: done, resolve } = Promise.withResolvers<EngineEnd>();
    const openRuns = new OpenRuns();
    const order = this.#place((number) => ({ type: "execute", order: number, execution }), {
      take: (message) => {
        if (message.type === "ended") return resolve(message.end);
        if (message.type !== "records") return;
        openRuns.note(message.records);
        this.#handOn(order, () => emit(message.records));
        this.#send({ type: "taken", order, weightBytes: message.weightBytes });
      },
      fail: ({ reason_code, error }) => {
        const records = openRuns.abort(reason_code, error);
        if (records.length > 0) emit(records);
        resolve({ ended: "failed", reason_code, error, origin_monotonic_ms: null });
      },
      stop: () => this.#send({ type: "stop", order, reason: WORKER_STOPPED }),
      done,
    });
    return {
      done,
      cancelRun: (run_id) => this.#send({ type: "cancel_run", order, run_id }),
      cancelAll: () => this.#send({ type: "cancel_all", order }),
      startNoMore: (reason) => this.#send({ type: "start_no_more", order, reason }),
      stop: () => this.#send({ type: "stop", order, reason: WORKER_STOPPED }),
    };
  }

  settleRun(lost: LostRun): Promise<SettledRun> {
    const { promise: done, resolve, reject } = Promise.withResolvers<SettledRun>();
    this.#place((order) => ({ type: "settle", order, lost }), {
      take: (message) => void (message.type === "settled" && resolve(message.settled)),
      fail: ({ error }) => reject(new Error(error)),
      stop: () => reject(new Error("The engine is closing.")),
      done,
    });
    return done;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const order of this.#orders.values()) order.stop();
    await Promise.allSettled([...this.#orders.values()].map((order) => order.done));
    await this.#worker?.terminate();
  }

  /** Records nobody can keep make the rest of the batch worthless. */
  #handOn(order: number, emit: () => void): void {
    try {
      emit();
    } catch (cause) {
      const error = "The records of the batch could not be stored; the batch was broken off.";
      this.#onFault({
        reason_code: "buffer_full",
        error,
        detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      });
      this.#send({ type: "stop", order, reason: { by: "us", reason_code: "buffer_full", error } });
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      env: {},
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    worker.on("message", (message: ThreadMessage) => this.#receive(message));
    worker.on("error", (cause) =>
      this.#lose(worker, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
    );
    worker.once("exit", (code) => this.#lose(worker, `The thread ended with code ${code}.`));
    return worker;
  }

  #place(message: (order: number) => HostMessage, handlers: Order): number {
    if (this.#isClosed) throw new Error("The engine is closed.");
    this.#worker ??= this.#start();
    const number = (this.#lastOrder += 1);
    this.#orders.set(number, handlers);
    this.#send(message(number));
    return number;
  }

  #send(message: HostMessage): void {
    this.#worker?.postMessage(message);
  }

  #receive(message: ThreadMessage): void {
    const order = this.#orders.get(message.order);
    if (!order) return;
    if (message.type === "failed") {
      this.#onFault(message.fault);
      order.fail(message.fault);
    } else order.take(message);
    if (message.type !== "records") this.#orders.delete(message.order);
  }

  #lose(worker: Worker, detail: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    if (this.#isClosed && this.#orders.size === 0) return;
    const fault = { reason_code: "engine_lost", error: "The engine's thread died; the server's log says why.", detail };
    this.#onFault(fault);
    const orders = [...this.#orders.values()];
    this.#orders.clear();
    for (const order of orders) order.fail(fault);
  }
}
