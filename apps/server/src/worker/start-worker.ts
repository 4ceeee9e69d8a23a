import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { unreachable, type EngineRecord, type LiveNotice } from "@tfbench/contracts";
import { addToRollups, type Context } from "@tfbench/services";
import {
  claimBatches,
  openMaintenance,
  openRunSink,
  releaseFormerLeases,
  releaseLeases,
  renewLeases,
  requeueStale,
  type ClaimedBatch,
  type Queue,
  type RunSink,
} from "@tfbench/store";
import type { Logger } from "pino";
import { batchExecute } from "./batch-execute.ts";
import { BatchFinisher } from "./batch-finisher.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { EngineExecution, EngineHost } from "./engine-host.ts";
import { repeat } from "./repeat.ts";

/** A worker silent for this long is taken for dead, and its batches go to another. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 4_000;
const SWEEP_EVERY_MS = 5_000;
/** Two loads on one machine would take each other's cores, and neither's times could be believed. */
const LOADS_AT_ONCE = 1;
/** A batch that waits for room at its target asks again this often; an end on this worker makes it ask at once. */
const ASK_AGAIN_EVERY_MS = 1_000;

export type WorkerDeps = {
  ctx: Context;
  queue: Queue;
  engine: EngineHost;
  log: Logger;
  /** Batches executed at the same time. */
  maxBatches: number;
  readCredential: (name: string) => string | null;
};

export type Worker = {
  readonly id: string;
  /** Starts nothing more, lets go of what runs, and gives its leases back. */
  stop(): Promise<void>;
};

/** Executes the batches the queue delivers until it is stopped. */
export async function startWorker(deps: WorkerDeps): Promise<Worker> {
  const worker = new BatchWorker(deps);
  await worker.start();
  return worker;
}

type Execution = { engine: EngineExecution; openRuns: ReadonlySet<number> };

class BatchWorker implements Worker {
  readonly id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  readonly #deps: WorkerDeps;
  readonly #dispatcher: Dispatcher;
  readonly #executions = new Map<number, Execution>();
  readonly #loads = new Set<number>();
  readonly #finisher: BatchFinisher;
  #sink: RunSink;
  #ends: (() => Promise<void> | void)[] = [];

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    this.#sink = this.#openSink();
    this.#finisher = new BatchFinisher(deps.ctx);
    this.#dispatcher = new Dispatcher({
      maxBatches: deps.maxBatches,
      claim: (ids) =>
        claimBatches(deps.ctx.db, {
          worker_id: this.id,
          ids,
          lease_ms: LEASE_MS,
          load_room: LOADS_AT_ONCE - this.#loads.size,
        }),
      execute: (batch) => this.#execute(batch),
      onError: this.#report("a batch could not be executed; its lease will lapse and it is taken up again"),
    });
  }

  async start(): Promise<void> {
    const { ctx, queue, log } = this.#deps;
    const { db } = ctx;
    const renewFailed = this.#report("the leases could not be renewed");
    await releaseFormerLeases(db);
    await this.#renew();
    const unsubscribe = db.live.subscribe({
      onNotice: (notice) => this.#obey(notice),
      // A cancel may be among the notices that were lost; the leases tell of it.
      onResync: () => void this.#renew().catch(renewFailed),
    });
    await queue.work("batch.execute", async (jobs) => this.#dispatcher.accept(jobs.map(({ batch_id }) => batch_id)));
    const timers = [
      repeat(RENEW_EVERY_MS, () => this.#renew(), renewFailed),
      repeat(SWEEP_EVERY_MS, () => requeueStale(db, queue), this.#report("the sweeper failed")),
      repeat(
        ASK_AGAIN_EVERY_MS,
        async () => this.#dispatcher.retry(),
        this.#report("waiting batches could not be claimed"),
      ),
      openMaintenance(db, { onError: this.#report("the database's maintenance failed") }),
    ];
    await requeueStale(db, queue);
    this.#ends = [unsubscribe, ...timers.map((timer) => () => timer.stop())];
    log.info({ worker: this.id }, "worker started");
  }

  async stop(): Promise<void> {
    await this.#deps.queue.stopWork();
    const stopped = this.#dispatcher.stop();
    for (const execution of this.#executions.values()) execution.engine.stop();
    await stopped;
    for (const end of this.#ends) await end();
    await this.#sink.close();
    await releaseLeases(this.#deps.ctx.db, this.id);
  }

  /** A sink that has failed stays so: batches that used it are let go, those to come get a new one. */
  #openSink(): RunSink {
    const { ctx, log } = this.#deps;
    return openRunSink(ctx.db, {
      onFinished: addToRollups,
      onFailure: (failure) => {
        log.error({ err: failure }, "results could not be written; the batches that ran are taken up again");
        this.#sink = this.#openSink();
      },
    });
  }

  async #execute(batch: ClaimedBatch): Promise<void> {
    const { ctx, engine, log, readCredential } = this.#deps;
    if (batch.plan.provider !== "tinyfish") this.#loads.add(batch.id);
    const openRuns = new Set<number>();
    const onRecords = (records: readonly EngineRecord[]) => {
      for (const { kind, run_id } of records) {
        if (kind === "started") openRuns.add(run_id);
        if (kind === "finished") openRuns.delete(run_id);
      }
    };
    const onStart = (engineExecution: EngineExecution) =>
      this.#executions.set(batch.id, { engine: engineExecution, openRuns });
    try {
      await batchExecute(
        { ctx, engine, log, readCredential, sink: this.#sink, finisher: this.#finisher, onRecords, onStart },
        batch,
      );
    } finally {
      this.#executions.delete(batch.id);
      this.#loads.delete(batch.id);
    }
  }

  async #renew(): Promise<void> {
    const batch_ids = this.#dispatcher.runningBatches;
    const in_flight_runs = [...this.#executions.values()].reduce((sum, { openRuns }) => sum + openRuns.size, 0);
    const news = await renewLeases(this.#deps.ctx.db, {
      worker_id: this.id,
      batch_ids,
      lease_ms: LEASE_MS,
      in_flight_runs,
    });
    for (const batch_id of news.cancelled_batches) this.#executions.get(batch_id)?.engine.cancelAll();
    for (const { batch_id, run_id } of news.cancelled_runs) this.#executions.get(batch_id)?.engine.cancelRun(run_id);
    for (const batch_id of news.lost_batches) this.#executions.get(batch_id)?.engine.stop();
  }

  #obey(notice: LiveNotice): void {
    switch (notice.kind) {
      case "cancel_batch":
        return this.#executions.get(notice.batch_id)?.engine.cancelAll();
      case "cancel_run":
        return this.#executions.get(notice.batch_id)?.engine.cancelRun(notice.run_id);
      case "run":
      case "batch":
        return;
      default:
        return unreachable(notice);
    }
  }

  #report(message: string): (cause: unknown) => void {
    return (cause) => this.#deps.log.error({ err: cause, worker: this.id }, message);
  }
}
