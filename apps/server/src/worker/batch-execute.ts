import type { EngineRecord } from "@tfbench/contracts";
import type { EngineEnd } from "@tfbench/engine";
import type { Context } from "@tfbench/services";
import { batchWrites } from "@tfbench/store";
import type { ClaimedBatch, RunSink } from "@tfbench/store";
import type { Logger } from "pino";
import { openBudget } from "./batch-budget.ts";
import type { BatchFinisher } from "./batch-finisher.ts";
import { secretCover } from "./cover-secrets.ts";
import { credentialOf } from "./credential-of.ts";
import { endWithoutStart } from "./end-without-start.ts";
import type { EngineExecution, EngineHost } from "./engine-host.ts";
import type { NoMore } from "./engine-message.ts";
import { executeLoad } from "./execute-load.ts";
import type { BatchLoad, LoadHealth } from "./execute-load.ts";
import { fillSecrets } from "./fill-secrets.ts";
import type { FilledSecrets } from "./fill-secrets.ts";
import { isTakenUp, notTakenUp } from "./is-taken-up.ts";
import { settleLostRuns } from "./settle-lost-runs.ts";

export type BatchExecuteDeps = {
  ctx: Context;
  engine: EngineHost;
  sink: RunSink;
  finisher: BatchFinisher;
  log: Logger;
  readCredential: (name: string) => string | null;
  /** Told once the engine has begun, so that cancels can reach it. */
  onStart: (execution: EngineExecution) => void;
  onRecords: (records: readonly EngineRecord[]) => void;
};

/**
 * Executes one claimed batch: settles what a dead worker left, runs what is queued, writes the summary. Ends without a
 * summary when the worker is stopped: the batch stays running, its lease is given up, and the next worker goes on.
 */
export async function batchExecute(deps: BatchExecuteDeps, batch: ClaimedBatch): Promise<void> {
  const { ctx, sink, engine, log } = deps;
  const credential = credentialOf(batch.plan, deps.readCredential);
  const lost = { plan: batch.plan, credential: credential.value, runs: batch.lost_runs };
  sink.write(await settleLostRuns(lost, { engine, log, now: ctx.settings.now }));
  const filled = fillSecrets(batch.plan, deps.readCredential);
  const problem = credential.problem ?? filled.problem;
  const { failure, health, stopped } =
    problem === null
      ? await executeRuns(deps, batch, { ...filled, credential: credential.value })
      : {
          failure: {
            status: "infra_error",
            fault: "definition",
            reason_code: "credential_missing",
            error: problem,
          } as const,
          health: null,
          stopped: null,
        };
  if (failure === "stopped") return sink.flush();
  if (failure !== null) sink.write(endWithoutStart(batch.runs, failure, ctx.settings.now()));
  await sink.flush();
  await deps.finisher.finish({
    batch_id: batch.id,
    ...(failure === null ? {} : { failed: { reason_code: failure.reason_code, error: failure.error } }),
    ...(stopped === null ? {} : { stopped }),
    ...(health === null ? {} : { engine_health: health }),
  });
}

type Failure = Parameters<typeof endWithoutStart>[1] & { reason_code: string; error: string };
type Executed = { failure: Failure | "stopped" | null; health: LoadHealth | null; stopped: NoMore | null };
type Secrets = FilledSecrets & { credential: string | null };

async function executeRuns(deps: BatchExecuteDeps, batch: ClaimedBatch, secrets: Secrets): Promise<Executed> {
  const isResumed = batch.runs.length < batch.run_count;
  if (isResumed && !isTakenUp(batch.plan)) return { failure: lostLoad(batch), health: null, stopped: null };
  // Nothing is left of a closed load whose last runs were lost with their worker.
  if (batch.runs.length === 0) return { failure: null, health: null, stopped: null };
  const budget = await openBudget(deps.ctx.db, batch, (reason) => execution.startNoMore(reason));
  const watched: BatchExecuteDeps = {
    ...deps,
    onRecords: (records) => {
      deps.onRecords(records);
      budget?.take(records);
    },
  };
  const execution: Executing =
    batch.plan.provider === "tinyfish"
      ? executeAgents(watched, batch, secrets)
      : startBatchLoad(watched, batch, secrets);
  deps.onStart(execution);
  // What a worker that died had used up may be all of it.
  budget?.tell();
  const end = await execution.done;
  return { failure: failureOf(end), health: execution.health, stopped: budget?.stopped ?? execution.stopped };
}

const lostLoad = ({ plan, runs, run_count }: ClaimedBatch): Failure => ({
  status: "aborted",
  fault: "us",
  reason_code: "worker_lost",
  error:
    plan.is_open_ended === true
      ? `The worker that sent this load died when ${run_count} of its runs had begun. ${notTakenUp(plan)}`
      : `The worker that sent this load died when ${run_count - runs.length} of its ${run_count} runs had begun. ${notTakenUp(plan)}`,
});

type Executing = EngineExecution & Pick<BatchLoad, "health" | "stopped">;

function executeAgents(
  deps: BatchExecuteDeps,
  { id: batch_id, slots, runs, plan }: ClaimedBatch,
  { credential, request, secrets }: Secrets,
): Executing {
  const order = { batch_id, plan: { ...plan, request }, runs, slots, credential };
  return { ...deps.engine.execute(order, emitTo(deps, secrets)), health: null, stopped: null };
}

function startBatchLoad(deps: BatchExecuteDeps, batch: ClaimedBatch, { credential }: Secrets): Executing {
  const { plan, runs, slots, started_at, run_count } = batch;
  const isResumed = runs.length < run_count;
  const batch_origin_ms = isResumed ? Date.parse(started_at) : null;
  return executeLoad(
    { plan, runs, slots, credential, batch_origin_ms },
    {
      // A gateway may send the key back in the words of a refusal.
      emit: emitTo(deps, credential === null ? [] : [credential]),
      appendRuns: (indexes) => batchWrites.appendRuns(deps.ctx.db, batch.id, indexes),
      onFault: (cause) => deps.log.error({ err: cause, batch_id: batch.id }, "a load broke off"),
    },
  );
}

function emitTo({ sink, onRecords }: BatchExecuteDeps, secrets: readonly string[]) {
  const cover = secretCover(secrets);
  return (emitted: EngineRecord[]): void => {
    if (sink.failure !== null) throw sink.failure;
    const records = cover(emitted);
    sink.write(records);
    onRecords(records);
  };
}

/** Queued runs of a batch whose engine failed will never be measured: they end with it. */
function failureOf({ ended, reason_code, error }: EngineEnd): Failure | "stopped" | null {
  if (ended === "stopped") return "stopped";
  if (ended !== "failed") return null;
  return {
    status: "aborted",
    fault: reason_code === "invalid_plan" ? "definition" : "us",
    reason_code: reason_code ?? "engine_fault",
    error: error ?? "The engine failed; the server's log says why.",
  };
}
