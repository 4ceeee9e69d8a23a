import { AppError } from "@tfbench/contracts";
import type { CreateBatch, RunSettings } from "@tfbench/contracts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { assertCostConfirmed } from "./assert-cost-confirmed.ts";
import { drawSeed } from "./draw-seed.ts";
import { hashRequest } from "./hash-request.ts";
import { withBudget } from "./with-budget.ts";
import { withParts, withWarmUpRuns } from "./with-parts.ts";
import { planBatch } from "./plan-batch.ts";
import type { ReadyTarget } from "./plan-batch.ts";
import { planChats } from "./plan-chats.ts";
import { planTrace } from "./plan-trace.ts";
import { planGivenLoad, planLoad } from "./plan-load.ts";
import type { PlannedLoad } from "./plan-load.ts";
import { readSource } from "./read-source.ts";
import { replayBatch } from "./replay-batch.ts";
import { writeBatch } from "./write-batch.ts";
import type { CreatedBatch } from "./write-batch.ts";

export type CreateBatchInput = CreateBatch & { idempotency_key?: string | undefined };

/** Plans and queues `count` runs of a scenario. The plan is a frozen copy: later edits do not reach it. */
export async function createBatch(ctx: Context, input: CreateBatchInput): Promise<CreatedBatch> {
  const { idempotency_key, ...request } = input;
  const idempotency =
    idempotency_key === undefined ? null : { key: idempotency_key, request_hash: hashRequest(request) };
  const replayed = await replayBatch(ctx, idempotency);
  if (replayed !== null) return replayed;

  const { scenario_id } = request;
  const source = await readSource(ctx, { scenario_id, target_id: null });
  const planned = planBatch(found(source, { noun: "Scenario", id: scenario_id, field: "scenario_id" }), {
    inputs: request.inputs,
    planLoad(target, settings) {
      const planned = loadOf(ctx, withWarmUpRuns(request), { target, settings });
      return settings.chats === undefined ? planned : planChats(planned, settings.chats);
    },
  });
  const plan = withParts(withBudget(planned, request.budget), request, ctx.providers.plannedEndMs);
  await assertCostConfirmed(ctx, plan, request);
  return writeBatch(ctx, { plan, labels: request.labels, rerun_of_run: null, idempotency, action: "create" });
}

function loadOf(
  { providers }: Context,
  { load, trace, seed = drawSeed(), count }: CreateBatch,
  { target, settings }: { target: ReadyTarget; settings: RunSettings },
): PlannedLoad {
  const given = { seed, count, provider: target.provider, target };
  if (trace !== undefined) {
    if (load !== undefined) throw twoLoads();
    const replayed = planTrace(trace, { provider: target.provider, chats: settings.chats }, providers.readTrace);
    return { ...planGivenLoad({ ...given, load: replayed.load }, providers.countRuns), trace: replayed.trace };
  }
  if (load === undefined) {
    const planned = { load: planLoad({ runs: count, settings, target }) };
    return target.provider === "tinyfish" ? planned : { ...planned, seed };
  }
  return planGivenLoad({ ...given, load }, providers.countRuns);
}

const twoLoads = (): AppError =>
  new AppError("invalid_input", "A load and a trace cannot both say when runs start.", {
    hint: "Leave one of them away.",
    fields: [{ field: "trace", message: "must be left out beside load" }],
  });
