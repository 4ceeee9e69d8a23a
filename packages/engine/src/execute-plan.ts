import { AppError } from "@tfbench/contracts";
import type { BatchPlan, EngineRecord, ClosedLoad, RunOrder, RunResult } from "@tfbench/contracts";
import type { BatchScope, StopReason } from "./batch-scope.ts";
import type { CancelTimer, Clock } from "./clock.ts";
import { concludeOutOfCredits, concludeOverBudget, concludeStop } from "./conclude-failure.ts";
import { composeResult } from "./compose-result.ts";
import { createConnectionPool } from "./connection-pool.ts";
import { createOutbox } from "./outbox.ts";
import { nextStep } from "./pacer.ts";
import type { Conclusion, JudgeGoal, ProviderAdapter } from "./provider-adapter.ts";
import { RunRecorder } from "./run-recorder.ts";
import { runOnce } from "./run-once.ts";

export type ExecutionOrder = {
  batch_id: number;
  plan: BatchPlan;
  runs: RunOrder[];
  credential: string | null;
  /** Runs that may be open at once; the profile's concurrency counts when it is smaller. */
  slots: number;
};

/** How an execution ended. Runs that were neither finished nor started stay as they were. */
export type EngineEnd = {
  ended: "all_finished" | "cancelled" | "failed" | "stopped";
  reason_code: string | null;
  error: string | null;
  /** The batch's origin on CLOCK_MONOTONIC in milliseconds, comparable within this machine; null when nothing began. */
  origin_monotonic_ms: number | null;
};

export type ExecutionDeps = {
  adapter: ProviderAdapter;
  judge: JudgeGoal;
  clock: Clock;
  emit: (records: EngineRecord[]) => void;
  /** Test seam: runs in the read path directly before a read is stamped. */
  beforeReadStamp?: () => void;
};

/** After a stop the provider is still asked to cancel what was in flight, but not for long. */
const STOP_GRACE_MS = 3_000;

/** Starts the runs of one batch as its profile says. Throws an AppError when the plan cannot be put into requests. */
export class PlanExecution {
  /** Rejects only on a fault of ours. All records have been emitted, all sockets and timers are gone. */
  readonly done: Promise<EngineEnd>;
  readonly #settle: { resolve: (end: EngineEnd) => void; reject: (error: unknown) => void };
  readonly #scope: BatchScope;
  readonly #profile: ClosedLoad;
  readonly #waiting: RunOrder[];
  readonly #inFlight = new Map<number, AbortController>();
  readonly #freedMs: number[] = [];
  #started = 0;
  #end: Pick<EngineEnd, "ended" | "reason_code" | "error"> = { ended: "all_finished", reason_code: null, error: null };
  #cancelTimer: CancelTimer | null = null;
  #isClosing = false;

  constructor(order: ExecutionOrder, deps: ExecutionDeps) {
    const { plan, runs, slots, credential } = order;
    const { adapter, judge, clock, emit, beforeReadStamp } = deps;
    const { promise, resolve, reject } = Promise.withResolvers<EngineEnd>();
    this.done = promise;
    this.#settle = { resolve, reject };
    this.#waiting = [...runs].sort((a, b) => a.index - b.index);
    const { load } = plan;
    if (load.kind !== "closed")
      throw new AppError("invalid_input", "Runs of agents start when others end: only a closed load fits them.");
    this.#profile = { ...load, runs: runs.length, concurrency: Math.min(load.concurrency, slots) };
    const prepared = adapter.prepare(plan, credential);
    this.#scope = {
      plan,
      prepared,
      clock,
      judge,
      stallMs: adapter.stallMs,
      settings: plan.settings,
      priceVersion: plan.target.prices.version,
      takeTokenCounter: null,
      pool: createConnectionPool({ origin: new URL(plan.target.base_url), clock, beforeReadStamp }),
      outbox: createOutbox(clock, emit),
      originMs: clock.nowMs(),
      wallAnchorMs: clock.wallNowMs(),
      settleUntilMs: Infinity,
    };
    this.#advance();
  }

  /** Ends one run as cancelled by the user; one that has not started never will. */
  cancelRun(runId: number): void {
    this.#inFlight.get(runId)?.abort({ by: "user" } satisfies StopReason);
    const index = this.#waiting.findIndex((run) => run.run_id === runId);
    if (index >= 0) this.#endUnstarted(this.#waiting.splice(index, 1), concludeStop({ by: "user" }));
    this.#advance();
  }

  /** Ends every run as cancelled by the user. */
  cancelAll(): void {
    this.#end = { ended: "cancelled", reason_code: "cancelled_by_user", error: null };
    this.#endUnstarted(this.#waiting.splice(0), concludeStop({ by: "user" }));
    for (const run of this.#inFlight.values()) run.abort({ by: "user" } satisfies StopReason);
    this.#advance();
  }

  /** Starts nothing more: runs that wait end for that reason, those in flight go on. */
  startNoMore(reason: Pick<Conclusion, "reason_code" | "error">): void {
    this.#endUnstarted(this.#waiting.splice(0), concludeOverBudget(reason));
    this.#advance();
  }

  /** Lets go of the batch: runs in flight end aborted, the others stay queued for whoever goes on. */
  stop(reason: Extract<StopReason, { by: "us" }>): void {
    const ended = reason.reason_code === "worker_stopped" ? "stopped" : "failed";
    this.#end = { ended, reason_code: reason.reason_code, error: reason.error };
    this.#waiting.length = 0;
    this.#scope.settleUntilMs = this.#scope.clock.nowMs() + STOP_GRACE_MS;
    for (const run of this.#inFlight.values()) run.abort(reason);
    this.#advance();
  }

  #advance(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const { clock, originMs } = this.#scope;
    for (;;) {
      const runs = this.#started + this.#waiting.length;
      const step = nextStep({ ...this.#profile, runs }, { started: this.#started, inFlight: this.#inFlight.size });
      if (step.do === "hold") return;
      if (step.do === "stop") return this.#closeWhenIdle();
      const dueMs = step.do === "start" ? originMs + step.atOffsetMs : (this.#freedMs.shift() ?? clock.nowMs());
      if (step.do === "start" && dueMs > clock.nowMs()) {
        this.#cancelTimer = clock.at(dueMs, () => this.#advance());
        return;
      }
      this.#startNext(dueMs);
    }
  }

  #startNext(dueMs: number): void {
    const run = this.#waiting.shift();
    if (!run) throw new Error("The pacer started a run that does not exist.");
    const abort = new AbortController();
    this.#inFlight.set(run.run_id, abort);
    this.#started += 1;
    // A closed profile starts a run when a slot is free, so the slot is granted at the moment it is due.
    const slot = { dueMs, grantedMs: dueMs };
    runOnce({ scope: this.#scope, runId: run.run_id, slot, signal: abort.signal })
      .then((status) => this.#freeSlot(run.run_id, status))
      .catch((error: unknown) => this.#crash(error));
  }

  #freeSlot(runId: number, status: RunResult["status"]): void {
    this.#inFlight.delete(runId);
    this.#freedMs.push(this.#scope.clock.nowMs());
    if (status === "out_of_credits" && this.#end.ended === "all_finished") {
      const error = `The account was found without credits in run ${runId}; the runs that had not started were cancelled.`;
      this.#end = { ended: "failed", reason_code: "out_of_credits", error };
      this.#endUnstarted(this.#waiting.splice(0), concludeOutOfCredits(runId));
    }
    this.#advance();
  }

  #endUnstarted(runs: RunOrder[], conclusion: Conclusion): void {
    const scope = this.#scope;
    const nowMs = scope.clock.nowMs();
    for (const { run_id } of runs) {
      const recorder = new RunRecorder(scope, run_id, { dueMs: nowMs, grantedMs: null });
      const result = composeResult({ scope, meter: recorder.meter, reader: scope.prepared.createReader(), conclusion });
      const at = recorder.instant(nowMs);
      scope.outbox.write({ kind: "finished", run_id, due_at: at, started_at: null, finished_at: at, result });
    }
  }

  #closeWhenIdle(): void {
    if (this.#inFlight.size > 0 || this.#isClosing) return;
    this.#isClosing = true;
    this.#scope.outbox.flush();
    const end: EngineEnd = { ...this.#end, origin_monotonic_ms: this.#scope.originMs };
    this.#scope.pool.close().then(() => this.#settle.resolve(end), this.#settle.reject);
  }

  #crash(error: unknown): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#waiting.length = 0;
    this.#scope.settleUntilMs = 0;
    for (const run of this.#inFlight.values())
      run.abort({ by: "us", reason_code: "worker_stopped", error: "The engine failed." });
    this.#scope.outbox.flush();
    this.#scope.pool.close().then(() => this.#settle.reject(error), this.#settle.reject);
  }
}
