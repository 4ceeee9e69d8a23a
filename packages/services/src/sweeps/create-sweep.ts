import { AppError } from "@tfbench/contracts";
import type { BatchPlan, CreateSweep, SearchOrder, SearchState, Sweep } from "@tfbench/contracts";
import { readConstraintViolation, sweeps } from "@tfbench/store";
import type { TriggerSource } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import { assertCostsConfirmed } from "../batches/assert-cost-confirmed.ts";
import { drawSeed } from "../batches/draw-seed.ts";
import { hashRequest } from "../batches/hash-request.ts";
import { planBatch, readyTarget } from "../batches/plan-batch.ts";
import type { ReadyTarget } from "../batches/plan-batch.ts";
import { planChats } from "../batches/plan-chats.ts";
import { planGivenLoad } from "../batches/plan-load.ts";
import { readSource } from "../batches/read-source.ts";
import { findRemembered } from "../batches/replay-batch.ts";
import { withBudget } from "../batches/with-budget.ts";
import { withParts, withWarmUpRuns } from "../batches/with-parts.ts";
import { insertBatches, newBatch } from "../batches/write-batch.ts";
import type { Idempotency } from "../batches/write-batch.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { found } from "../not-found.ts";
import { getSweep } from "./get-sweep.ts";
import { axisOf, levelLoads } from "./level-loads.ts";
import { dearestLevels, planSearch } from "./plan-search.ts";
import { planLoadAt, planSearchLoad } from "./plan-search-load.ts";
import type { SearchLoadPlan } from "./plan-search-load.ts";

export type CreateSweepInput = CreateSweep & { idempotency_key?: string | undefined };
export type CreatedSweep = { sweep: Sweep; is_replayed: boolean };

/**
 * Plans and queues a batch a level, all together; they are measured one after another, from the first to the last. Of a search
 * it is the first batch alone: each of the others is written with the end of the one before.
 */
export async function createSweep(ctx: Context, input: CreateSweepInput): Promise<CreatedSweep> {
  const { idempotency_key, ...request } = input;
  const idempotency =
    idempotency_key === undefined ? null : { key: idempotency_key, request_hash: hashRequest({ sweep: request }) };
  const replayed = await replaySweep(ctx, idempotency);
  if (replayed !== null) return { sweep: replayed, is_replayed: true };

  const { scenario_id } = request;
  const source = await readSource(ctx, { scenario_id, target_id: null });
  const planned = planSweep(ctx, found(source, { noun: "Scenario", id: scenario_id, field: "scenario_id" }), request);
  await assertCostsConfirmed(ctx, planned.most, request);
  try {
    const id = await write(ctx, { request, ...planned, idempotency });
    return { sweep: await getSweep(ctx, id), is_replayed: false };
  } catch (cause) {
    // Two calls with one key met: the other one has committed, so this one answers with its sweep.
    if (readConstraintViolation(cause)?.constraint !== "idempotency_keys_pkey") throw cause;
    const other = await replaySweep(ctx, idempotency);
    if (other === null) throw cause;
    return { sweep: other, is_replayed: true };
  }
}

/** The key is remembered with the batch of the lowest level. */
async function replaySweep(ctx: Context, idempotency: Idempotency | null): Promise<Sweep | null> {
  const remembered = await findRemembered(ctx, idempotency);
  const id = remembered === null ? null : await sweeps.ofBatch(ctx.db, remembered.batch_id);
  return id === null ? null : getSweep(ctx, id);
}

type Planned = {
  plans: BatchPlan[];
  search: SearchState | null;
  /** All that it may come to, for its cost. */
  most: BatchPlan[];
};

function planSweep(ctx: Context, source: TriggerSource, request: CreateSweep): Planned {
  const target = readyTarget(source);
  if (target.provider === "tinyfish")
    throw new AppError(
      "invalid_input",
      "A sweep loads an endpoint at rising levels, which an account of agents forbids.",
      {
        hint: "Trigger a batch for each concurrency you want to see.",
        fields: [{ field: "scenario_id", message: "must be of an endpoint of streams" }],
      },
    );
  const { search, levels = [] } = request;
  if (search !== undefined) return planFirst(ctx, { source, target, request, search });
  const plans = planLevels(ctx, { source, target, request: { ...request, levels } });
  return { plans, search: null, most: plans };
}

type Searching = { source: TriggerSource; target: ReadyTarget; request: CreateSweep; search: SearchOrder };

/** Of a search the first load alone: the others follow from what it shows. */
function planFirst(ctx: Context, { source, target, request, search }: Searching): Planned {
  const { seed = drawSeed(), load, inputs, budget } = request;
  const state = planSearch(ctx, { source, target, request, search, seed });
  const measured = { provider: target.provider, target };
  const planOf = ({ planned, warm_up }: SearchLoadPlan): BatchPlan =>
    withParts(
      withBudget(planBatch(source, { inputs, planLoad: () => planned }), budget),
      { ...request, ...warm_up },
      ctx.providers.plannedEndMs,
    );
  const most = dearestLevels(axisOf(load), search).flatMap((level, ordinal) => {
    const plan = planOf(planLoadAt(ctx, measured, { drawn: state, level, ordinal }));
    return Array.from({ length: search.loads_per_level }, () => plan);
  });
  return { plans: [planOf(planSearchLoad(ctx, measured, state))], search: state, most };
}

type Levels = { source: TriggerSource; target: ReadyTarget; request: CreateSweep & { levels: number[] } };

function planLevels(ctx: Context, { source, target, request }: Levels): BatchPlan[] {
  const { seed = drawSeed(), inputs, budget } = request;
  const { chats } = source.scenario.run_settings;
  return levelLoads(withWarmUpRuns(request), { seed, most: target.limits.max_in_flight }).map(
    ({ load, seed: ofLevel }) => {
      const given = { load, seed: ofLevel, count: 1, provider: target.provider, target };
      const planned = planGivenLoad(given, ctx.providers.countRuns);
      const planLoad = () => (chats === undefined ? planned : planChats(planned, chats));
      return withParts(
        withBudget(planBatch(source, { inputs, planLoad }), budget),
        request,
        ctx.providers.plannedEndMs,
      );
    },
  );
}

type Writing = Planned & { request: CreateSweep; idempotency: Idempotency | null };

const write = (ctx: Context, { request, plans, search, idempotency }: Writing): Promise<number> =>
  ctx.db.transaction(async (tx) => {
    const { scenario_id, labels, levels } = request;
    const axis = axisOf(request.load);
    const id = inserted(await sweeps.insert(tx, { project_id: ctx.project_id, scenario_id, axis, search }));
    const batches = plans.map((plan, at) =>
      newBatch(ctx, {
        plan,
        labels,
        rerun_of_run: null,
        sweep_id: id,
        idempotency: at === 0 ? idempotency : null,
        action: "create",
      }),
    );
    const [first] = await insertBatches(tx, ctx.queue, batches);
    if (search !== null) await sweeps.saveSearch(tx, id, { ...search, open_batch_id: inserted(first).id });
    await recordAudit(ctx, tx, {
      action: "create",
      noun: "sweep",
      noun_id: id,
      details: {
        scenario_id,
        axis,
        ...(search === null ? { levels: levels ?? [] } : { low: search.low, high: search.high }),
      },
    });
    return id;
  });
