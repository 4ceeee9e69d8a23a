import { AppError } from "@tfbench/contracts";
import type { Sweep } from "@tfbench/contracts";
import { sweeps } from "@tfbench/store";
import { cancelBatchIn } from "../batches/cancel-batch.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { getSweep } from "./get-sweep.ts";

/** Levels that wait end at once, and the one that is measured is asked to stop. Refused where all have ended. */
export async function cancelSweep(ctx: Context, { id }: { id: number }): Promise<Sweep> {
  found(await sweeps.find(ctx.db, { project_id: ctx.project_id, id }), { noun: "Sweep", id });
  await ctx.db.transaction(async (tx) => {
    const first = await sweeps.lockOpen(tx, id);
    // The load of a search may have ended while we waited for it, and a next one begun, which only a new statement sees.
    const open = first.length > 0 ? first : await sweeps.lockOpen(tx, id);
    if (open.length === 0) throw new AppError("not_cancellable", `Every level of sweep ${id} has ended already.`);
    for (const batchId of open) await cancelBatchIn(ctx, tx, batchId);
  });
  return getSweep(ctx, id);
}
