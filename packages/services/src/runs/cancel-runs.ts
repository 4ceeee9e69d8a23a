import { isFinalRunStatus } from "@tfbench/contracts";
import type { BulkOutcome, CancelRuns, SkippedRun } from "@tfbench/contracts";
import { bulkRuns } from "@tfbench/store";
import type { RunToCancel, Sql } from "@tfbench/store";
import { recordAudits } from "../audit.ts";
import { endCancelledBatch } from "../batches/end-cancelled-batch.ts";
import type { Context } from "../context.ts";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { skipMissing } from "./skip-missing.ts";

/** As cancelRun for each: queued runs end at once, running ones are asked to stop, and the others are named with the reason. */
export function cancelRuns(ctx: Context, { ids }: CancelRuns): Promise<BulkOutcome> {
  return ctx.db.transaction((tx) => cancel(ctx, tx, [...new Set(ids)]));
}

async function cancel(ctx: Context, tx: Sql, ids: readonly number[]): Promise<BulkOutcome> {
  const key = { project_id: ctx.project_id, ids };
  await bulkRuns.lockBatches(tx, key);
  const known = await bulkRuns.findToCancel(tx, key);
  const existing = known.filter(({ is_part_of_load }) => !is_part_of_load).map(({ id }) => id);
  const ended = await bulkRuns.cancelQueued(tx, existing);
  const asked = await bulkRuns.requestCancelOfRunning(tx, existing);
  const done = [...ended, ...asked];

  for (const batchId of await bulkRuns.findEmptied(tx, batchIdsOf(ended))) await endCancelledBatch(tx, batchId);
  await addToRollups(tx, ended);
  await recordAudits(ctx, tx, { action: "cancel", noun: "run", noun_ids: done.map(({ id }) => id) });
  await ctx.db.live.publish(tx, [
    ...done.flatMap(({ id, batch_id }) => [
      { kind: "cancel_run" as const, run_id: id, batch_id },
      { kind: "run" as const, run_id: id, batch_id },
    ]),
    ...batchIdsOf(done).map((batch_id) => ({ kind: "batch" as const, batch_id })),
  ]);
  const doneIds = new Set(done.map(({ id }) => id));
  const skipped = known.filter(({ id }) => !doneIds.has(id)).map(skip);
  return { done: done.length, skipped: [...skipMissing(ids, known), ...skipped] };
}

const batchIdsOf = (rows: readonly { batch_id: number }[]): number[] => [
  ...new Set(rows.map(({ batch_id }) => batch_id)),
];

function skip({ id, batch_id, status, cancelled_by, is_part_of_load }: RunToCancel): SkippedRun {
  if (is_part_of_load && !isFinalRunStatus(status))
    return { id, reason: "part_of_load", message: `Run ${id} is part of a load: cancel batch ${batch_id} as a whole.` };
  const isCancelled = !isFinalRunStatus(status) || (status === "cancelled" && cancelled_by === "user");
  return isCancelled
    ? { id, reason: "already_cancelled", message: `Run ${id} was cancelled before.` }
    : { id, reason: "already_ended", message: `Run ${id} has ended already (${status}).` };
}
