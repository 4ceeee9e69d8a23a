import { AppError, MOST_RUNS_OF_BATCH, type BatchPlan, type EngineRecord, type RunOrder } from "@tfbench/contracts";
import { engineHealthOf, startLoad, type EngineEnd, type LoadBegin, type LoadExecution } from "@tfbench/engine";
import { endWithoutStart } from "./end-without-start.ts";
import type { EngineExecution } from "./engine-host.ts";
import type { NoMore } from "./engine-message.ts";
import { GrowingRows } from "./growing-rows.ts";
import { isTakenUp, notTakenUp } from "./is-taken-up.ts";
import { loadOrderOf, startIndexes, type LoadToExecute } from "./load-order-of.ts";
import type { LoadRecord } from "./load-record.ts";
import { OpenRuns } from "./open-runs.ts";
import { partOfRun } from "./part-of-run.ts";

export type LoadHealth = ReturnType<typeof engineHealthOf>;
export type BatchLoad = EngineExecution & {
  /** What the measuring threads saw of themselves; null until the load has ended by itself or was stopped. */
  readonly health: LoadHealth | null;
  /** Why it ended before its time, although nothing went wrong. */
  readonly stopped: NoMore | null;
};

type Cause = { reason_code: string; error: string };

const OUT_OF_CREDITS = "The account was found without credits; the runs that had not started were cancelled.";
const stoppedError = (plan: BatchPlan): string =>
  isTakenUp(plan)
    ? "The worker was stopped while the run was going on."
    : `The worker was stopped while the load was under way. ${notTakenUp(plan)}`;

/** Of a load whose runs get their rows when they start, it gets none. */
const neverBegan = (record: LoadRecord): boolean =>
  record.kind === "finished" && record.result.status === "cancelled" && record.result.stamps.started === null;

const LIMIT_REACHED = `It ended before its time: a batch of this server holds at most ${MOST_RUNS_OF_BATCH} runs.`;

export type LoadOutlet = {
  /** May throw: the load is then broken off. */
  emit: (records: EngineRecord[]) => void;
  /** Rows for runs that have started, of a load whose end alone tells how many it has. */
  appendRuns: (indexes: number[]) => Promise<RunOrder[]>;
  /** Told what broke the load, for the log. */
  onFault: (cause: unknown) => void;
};

/** Executes a batch's load in threads of its own. */
export const executeLoad = (order: LoadToExecute, outlet: LoadOutlet): BatchLoad => new LoadOfBatch(order, outlet);

class LoadOfBatch implements BatchLoad {
  readonly done: Promise<EngineEnd>;
  health: LoadHealth | null = null;
  readonly #order: LoadToExecute;
  readonly #outlet: LoadOutlet;
  readonly #open = new OpenRuns();
  /** By the place in the load. */
  readonly #rows: Map<number, RunOrder>;
  readonly #growing: GrowingRows | null;
  readonly #endedIds = new Set<number>();
  readonly #partOf: ReturnType<typeof partOfRun>;
  #load: LoadExecution | null = null;
  #begin: LoadBegin | null = null;
  /** Why it was broken off by us; runs in flight then end aborted. */
  #broken: Cause | null = null;
  #isCancelled = false;
  #isOutOfCredits = false;
  #noMore: NoMore | null = null;

  constructor(order: LoadToExecute, outlet: LoadOutlet) {
    this.#order = order;
    this.#outlet = outlet;
    this.#partOf = partOfRun(order.plan);
    this.#rows = new Map(order.runs.map((run, place) => [place, run]));
    this.#growing =
      order.plan.is_open_ended === true
        ? new GrowingRows(this.#rows, {
            append: outlet.appendRuns,
            handOn: (records) => this.#take(records),
            onFailure: (cause) => this.#loseRecords(cause),
          })
        : null;
    this.done = this.#execute();
  }

  get stopped(): NoMore | null {
    const { plan, runs } = this.#order;
    if (this.#growing === null || plan.load.kind !== "closed" || plan.load.runs !== undefined) return null;
    const last = startIndexes(plan, runs).at(-1) ?? 0;
    return this.#rows.has(last) ? { reason_code: "run_limit", error: LIMIT_REACHED } : null;
  }

  /** Runs of a load cannot be taken out of it one by one; the API refuses to ask for it. */
  cancelRun(): void {}

  cancelAll(): void {
    this.#isCancelled = true;
    this.#load?.cancel();
  }

  startNoMore(reason: NoMore): void {
    this.#noMore ??= reason;
    this.#load?.stop();
  }

  stop(): void {
    this.#breakOff({ reason_code: "worker_stopped", error: stoppedError(this.#order.plan) });
  }

  #breakOff(cause: Cause): void {
    this.#broken ??= cause;
    this.#load?.cancel();
  }

  async #execute(): Promise<EngineEnd> {
    try {
      const load = startLoad<LoadRecord>(loadOrderOf(this.#order), {
        onBegin: (begin) => (this.#begin = begin),
        onRecords: (records) => {
          if (this.#growing === null) this.#take(records);
          else this.#growing.take(records.filter((record) => !neverBegan(record)));
        },
      });
      this.#load = load;
      const { health } = await load.done;
      await this.#growing?.settled();
      this.health = this.#begin === null ? null : engineHealthOf(health);
      return this.#conclude();
    } catch (cause) {
      return await this.#fail(cause);
    }
  }

  #conclude(): EngineEnd {
    if (this.#isOutOfCredits) return this.#ended("failed", { reason_code: "out_of_credits", error: OUT_OF_CREDITS });
    if (this.#isCancelled) return this.#ended("cancelled", null);
    if (this.#broken === null) return this.#ended("all_finished", null);
    const isTakenUpAgain = this.#broken.reason_code === "worker_stopped" && isTakenUp(this.#order.plan);
    return this.#ended(isTakenUpAgain ? "stopped" : "failed", this.#broken);
  }

  /** What was in flight is lost with the threads that measured it. */
  async #fail(cause: unknown): Promise<EngineEnd> {
    this.#outlet.onFault(cause);
    await this.#growing?.settled();
    const known = cause instanceof AppError ? { reason_code: "invalid_plan", error: cause.message } : null;
    const fault = known ?? {
      reason_code: "engine_lost",
      error: `A thread of the load died (${cause instanceof Error ? cause.message : String(cause)}).`,
    };
    this.#handOn(this.#open.abort(fault.reason_code, fault.error));
    return this.#ended("failed", this.#broken ?? fault);
  }

  #ended(ended: EngineEnd["ended"], cause: Cause | null): EngineEnd {
    // Runs that never began have no record of their own: of a load that goes on elsewhere they stay queued.
    if (ended === "cancelled" || this.#isOutOfCredits) this.#endUnstarted();
    else if (this.#noMore !== null && ended === "all_finished") this.#endOverBudget(this.#noMore);
    const { reason_code = null, error = null } = cause ?? {};
    return { ended, reason_code, error, origin_monotonic_ms: this.#begin?.originMs ?? null };
  }

  #endOverBudget({ reason_code, error }: NoMore): void {
    const reason = { status: "budget_stopped", fault: null, reason_code, error: `Not started. ${error}` } as const;
    this.#handOn(endWithoutStart(this.#unended(), reason, new Date()));
  }

  #unended(): RunOrder[] {
    return [...this.#rows.values()].filter(({ run_id }) => !this.#endedIds.has(run_id));
  }

  #endUnstarted(): void {
    const cancelled = { status: "cancelled", fault: null } as const;
    const reason = this.#isOutOfCredits
      ? ({
          ...cancelled,
          reason_code: "out_of_credits",
          error: OUT_OF_CREDITS,
          fault: "us",
          cancelled_by: "profile",
        } as const)
      : ({
          ...cancelled,
          reason_code: "cancelled_by_user",
          error: "Cancelled by the user.",
          cancelled_by: "user",
        } as const);
    this.#handOn(endWithoutStart(this.#unended(), reason, new Date()));
  }

  #take(records: readonly LoadRecord[]): void {
    this.#handOn(records.flatMap((record) => this.#recordOf(record)));
  }

  /** Records nobody can keep make the rest of the load worthless. */
  #handOn(records: EngineRecord[]): void {
    if (records.length === 0) return;
    this.#open.note(records);
    for (const record of records) if (record.kind === "finished") this.#endedIds.add(record.run_id);
    try {
      this.#outlet.emit(records);
    } catch (cause) {
      this.#loseRecords(cause);
    }
  }

  #loseRecords(cause: unknown): void {
    this.#outlet.onFault(cause);
    const error = "The records of the batch could not be stored; the batch was broken off.";
    this.#breakOff({ reason_code: "buffer_full", error });
  }

  #recordOf(record: LoadRecord): EngineRecord[] {
    const run = this.#rows.get(record.index);
    if (run === undefined || this.#begin === null) throw new Error("The load told of a run that is not in it.");
    const { run_id } = run;
    if (record.kind === "started") {
      const { due_offset_ms, started_offset_ms } = record;
      return [{ kind: "started", run_id, due_at: this.#at(due_offset_ms), started_at: this.#at(started_offset_ms) }];
    }
    const { stamps } = record.result;
    const hasStarted = stamps.started !== null;
    const isBrokenOff = record.result.status === "cancelled" && record.result.cancelled_by === "user";
    // Left for the end, which knows whether the run is for another worker.
    if (isBrokenOff && !hasStarted && !this.#isCancelled) return [];
    if (record.result.status === "out_of_credits" && !this.#isOutOfCredits) {
      this.#isOutOfCredits = true;
      this.#load?.stop();
    }
    const result =
      isBrokenOff && !this.#isCancelled && this.#broken !== null
        ? { ...record.result, status: "aborted" as const, cancelled_by: null, fault: "us" as const, ...this.#broken }
        : record.result;
    const last = stamps.closed ?? stamps.terminal ?? stamps.last_content ?? stamps.started ?? stamps.due;
    return [
      {
        kind: "finished",
        run_id,
        due_at: this.#at(stamps.due),
        started_at: stamps.started === null ? null : this.#at(stamps.started),
        finished_at: this.#at(last),
        result,
        load_part: this.#partOf(run.index, stamps.due),
      },
    ];
  }

  #at(offsetMs: number): string {
    const anchorMs = this.#order.batch_origin_ms ?? this.#begin?.wallAnchorMs ?? NaN;
    return new Date(anchorMs + offsetMs).toISOString();
  }
}
