import type { EngineRecord } from "@tfbench/contracts";
import type { EngineEnd } from "@tfbench/engine";
import type { Context } from "@tfbench/services";
import type { ClaimedBatch, RunSink } from "@tfbench/store";
import type { Logger } from "pino";
import type { BatchFinisher } from "./batch-finisher.ts";
import { secretCover } from "./cover-secrets.ts";
import { credentialOf } from "./credential-of.ts";
import { endWithoutStart } from "./end-without-start.ts";
import type { EngineExecution, EngineHost } from "./engine-host.ts";
import { fillSecrets } from "./fill-secrets.ts";
import type { FilledSecrets } from "./fill-secrets.ts";
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
  const failure =
    problem === null
      ? await executeRuns(deps, batch, { ...filled, credential: credential.value })
      : ({
          status: "infra_error",
          fault: "definition",
          reason_code: "credential_missing",
          error: problem,
        } as const);
  if (failure === "stopped") return sink.flush();
  if (failure !== null) sink.write(endWithoutStart(batch.runs, failure, ctx.settings.now()));
  await sink.flush();
  await deps.finisher.finish(
    batch.id,
    failure === null ? null : { reason_code: failure.reason_code, error: failure.error },
  );
}

type Failure = Parameters<typeof endWithoutStart>[1] & { reason_code: string; error: string };

async function executeRuns(
  deps: BatchExecuteDeps,
  batch: ClaimedBatch,
  { credential, request, secrets }: FilledSecrets & { credential: string | null },
): Promise<Failure | "stopped" | null> {
  const { engine, sink, onStart, onRecords } = deps;
  const { id: batch_id, slots, runs } = batch;
  const cover = secretCover(secrets);
  const execution = engine.execute(
    { batch_id, plan: { ...batch.plan, request }, runs, slots, credential },
    (emitted) => {
      if (sink.failure !== null) throw sink.failure;
      const records = cover(emitted);
      sink.write(records);
      onRecords(records);
    },
  );
  onStart(execution);
  return failureOf(await execution.done);
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
