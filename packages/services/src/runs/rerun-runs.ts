import { AppError, SkipReason } from "@tfbench/contracts";
import type { BatchPlan, Labels, RerunOutcome, RerunRuns, SkippedRun } from "@tfbench/contracts";
import { bulkRuns, idempotencyKeys, readConstraintViolation } from "@tfbench/store";
import type { RunToRepeat } from "@tfbench/store";
import { assertCostsConfirmed } from "../batches/assert-cost-confirmed.ts";
import { hashRequest } from "../batches/hash-request.ts";
import { onlyRun } from "../batches/only-run.ts";
import { planAgain } from "../batches/plan-again.ts";
import { findRemembered } from "../batches/replay-batch.ts";
import { insertBatches, newBatch } from "../batches/write-batch.ts";
import type { Idempotency } from "../batches/write-batch.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { skipMissing } from "./skip-missing.ts";

export type RerunRunsInput = RerunRuns & { idempotency_key?: string | undefined };
export type RerunRunsAnswer = { outcome: RerunOutcome; is_replayed: boolean };

/** Runs that send the same request the same way, and so make one batch. */
type Group = { plan: BatchPlan; labels: Labels; run_ids: number[] };

/** As rerunRun for each; runs with one request become one batch. All batches are written together, or none. */
export async function rerunRuns(
  ctx: Context,
  { idempotency_key, ...request }: RerunRunsInput,
): Promise<RerunRunsAnswer> {
  const ids = [...new Set(request.ids)];
  const idempotency =
    idempotency_key === undefined
      ? null
      : { key: idempotency_key, request_hash: hashRequest({ ...request, rerun_of_runs: ids }) };
  const replayed = await replay(ctx, idempotency);
  if (replayed !== null) return replayed;

  const known = await bulkRuns.findToRepeat(ctx.db, { project_id: ctx.project_id, ids });
  const { ready, refused } = await planGroups(ctx, groupByRequest(known));
  await assertCostsConfirmed(
    ctx,
    ready.map(({ plan }) => plan),
    request,
  );
  const skipped = [...skipMissing(ids, known), ...refused];
  try {
    return { outcome: await write(ctx, { groups: ready, skipped, idempotency }), is_replayed: false };
  } catch (cause) {
    // Two calls with one key met: the other one has committed, so this one gives its answer.
    if (readConstraintViolation(cause)?.constraint !== "idempotency_keys_pkey") throw cause;
    const other = await replay(ctx, idempotency);
    if (other === null) throw cause;
    return other;
  }
}

async function replay(ctx: Context, idempotency: Idempotency | null): Promise<RerunRunsAnswer | null> {
  const remembered = await findRemembered(ctx, idempotency);
  return remembered === null || remembered.answer === null ? null : { outcome: remembered.answer, is_replayed: true };
}

function groupByRequest(known: readonly RunToRepeat[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, batch_index, plan: whole, labels } of known) {
    const plan = onlyRun(whole, batch_index);
    const { scenario, target, request, inputs, settings, timeouts, trace } = plan;
    const sent = { scenario_id: scenario.id, target_id: target.id, request, inputs, settings, timeouts, labels };
    const key = hashRequest({ ...sent, trace: trace?.name ?? null, seed: seedOfRepeats(plan) });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { plan, labels, run_ids: [id] });
    else {
      group.run_ids.push(id);
      group.plan.trace?.requests.push(...(trace?.requests ?? []));
    }
  }
  return [...groups.values()];
}

/** Where prompts may repeat, their text follows from the seed alone. */
const seedOfRepeats = ({ seed, settings }: BatchPlan): number | null =>
  settings.prompts?.allow_repeats === true ? (seed ?? null) : null;

/** What each group would run; a group that cannot be triggered today is refused with the reason. */
async function planGroups(ctx: Context, groups: readonly Group[]): Promise<{ ready: Group[]; refused: SkippedRun[] }> {
  const ready: Group[] = [];
  const refused: SkippedRun[] = [];
  for (const group of groups) {
    try {
      ready.push({ ...group, plan: await planAgain(ctx, group.plan, group.run_ids.length) });
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== "conflict") throw cause;
      const reason = SkipReason.catch("archived").parse(cause.details?.["reason"]);
      refused.push(...group.run_ids.map((id) => ({ id, reason, message: cause.message })));
    }
  }
  return { ready, refused };
}

type WriteOrder = { groups: readonly Group[]; skipped: SkippedRun[]; idempotency: Idempotency | null };

async function write(ctx: Context, { groups, skipped, idempotency }: WriteOrder): Promise<RerunOutcome> {
  if (groups.length === 0) return { done: 0, skipped, batches: [] };
  const batches = groups.map(({ plan, labels, run_ids }, index) =>
    newBatch(ctx, {
      plan,
      labels,
      rerun_of_run: run_ids.length === 1 ? inserted(run_ids[0]) : null,
      rerun_of_runs: run_ids,
      idempotency: index === 0 ? idempotency : null,
      action: "rerun",
    }),
  );
  return ctx.db.transaction(async (tx) => {
    const rows = await insertBatches(tx, ctx.queue, batches);
    const outcome = {
      done: groups.reduce((sum, { run_ids }) => sum + run_ids.length, 0),
      skipped,
      batches: groups.map(({ plan, run_ids }, index) => ({
        id: inserted(rows[index]).id,
        scenario_id: plan.scenario.id,
        scenario_name: plan.scenario.name,
        runs: run_ids.length,
      })),
    };
    if (idempotency !== null)
      await idempotencyKeys.keepAnswer(tx, { project_id: ctx.project_id, key: idempotency.key }, outcome);
    return outcome;
  });
}
