import type { Batch, BatchPlan, Labels, RunSummary } from "@tfbench/contracts";
import { batchWrites, readConstraintViolation } from "@tfbench/store";
import type { InsertedBatch, NewBatch, Sql } from "@tfbench/store";
import type { Context } from "../context.ts";
import { gather } from "../gather.ts";
import { inserted } from "../inserted.ts";
import { describeFirstRun, describeNewBatch } from "./describe-new-batch.ts";
import { firstRunsOf, slotsOf } from "./plan-extent.ts";
import { replayBatch } from "./replay-batch.ts";

export type Idempotency = { key: string; request_hash: string };
export type CreatedBatch = {
  batch: Batch;
  first_run: RunSummary;
  /** The idempotency key was known: nothing was written, the batch is the one of the first call. */
  is_replayed: boolean;
};
export type BatchOrder = {
  plan: BatchPlan;
  labels: Labels;
  rerun_of_run: number | null;
  /** Which run each of its runs repeats, where they repeat different ones. */
  rerun_of_runs?: readonly number[];
  /** The sweep it is a level of. */
  sweep_id?: number;
  idempotency: Idempotency | null;
  action: "create" | "rerun";
};

type Queue = Context["queue"];
type Insert = (batch: NewBatch) => Promise<InsertedBatch>;

const MOST_AT_ONCE = 50;
/** A batch of more runs is written by itself: those that came with it would wait for all of its rows. */
const MOST_RUNS_TOGETHER = 100;
const inserts = new WeakMap<Queue, Insert>();

/** Batch, runs, audit row, idempotency key and job in one transaction. */
export async function writeBatch(ctx: Context, order: BatchOrder): Promise<CreatedBatch> {
  try {
    const batch = newBatch(ctx, order);
    const row =
      batch.run_count > MOST_RUNS_TOGETHER ? inserted((await insertAll(ctx, [batch]))[0]) : await insertOf(ctx)(batch);
    return { batch: describeNewBatch(order, row), first_run: describeFirstRun(order, row), is_replayed: false };
  } catch (cause) {
    // Two calls with one key met: the other one has committed, so this one answers with its batch.
    if (readConstraintViolation(cause)?.constraint !== "idempotency_keys_pkey") throw cause;
    const replayed = await replayBatch(ctx, order.idempotency);
    if (replayed === null) throw cause;
    return replayed;
  }
}

/** Triggers that come at the same time share one transaction, which costs them hardly more than one of them alone. */
function insertOf({ db, queue }: Context): Insert {
  const known = inserts.get(queue);
  if (known !== undefined) return known;
  const insert = gather<NewBatch, InsertedBatch>((batches) => insertAll({ db, queue }, batches), MOST_AT_ONCE);
  inserts.set(queue, insert);
  return insert;
}

const insertAll = ({ db, queue }: Pick<Context, "db" | "queue">, batches: NewBatch[]): Promise<InsertedBatch[]> =>
  db.transaction((tx) => insertBatches(tx, queue, batches));

/** Batches and their jobs, in the caller's transaction; the rows come in the order of the batches. */
export async function insertBatches(tx: Sql, queue: Queue, batches: NewBatch[]): Promise<InsertedBatch[]> {
  const rows = await batchWrites.insertAll(tx, batches);
  await queue.send(
    tx,
    "batch.execute",
    rows.map(({ id }) => ({ batch_id: id })),
  );
  return rows;
}

export const newBatch = (
  ctx: Context,
  { plan, labels, rerun_of_run, rerun_of_runs, sweep_id, idempotency, action }: BatchOrder,
): NewBatch => ({
  project_id: ctx.project_id,
  scenario_id: plan.scenario.id,
  automation_id: plan.automation.id,
  target_id: plan.target.id,
  origin: plan.origin,
  plan,
  labels,
  run_count: firstRunsOf(plan),
  slots: slotsOf(plan),
  rerun_of_run,
  rerun_of_runs: rerun_of_runs ?? null,
  sweep_id: sweep_id ?? null,
  idempotency,
  audit: { actor: ctx.actor, action, request_id: ctx.request_id },
});
