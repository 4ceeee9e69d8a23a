import type { Target, UpdateTarget } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { found } from "../not-found.ts";
import { isSimulator } from "./is-simulator.ts";
import { planTargetUpdate } from "./plan-target-update.ts";

/** Changed prices are a new version; what was measured keeps the version it was priced with. */
export async function updateTarget(ctx: Context, input: { id: number } & UpdateTarget): Promise<Target> {
  const { id, ...changes } = input;
  const key = { project_id: ctx.project_id, id };
  return ctx.db.transaction(async (tx) => {
    if (changes.is_default !== undefined) await targets.holdProject(tx, ctx.project_id);
    const target = found(await targets.findForUpdate(tx, key), { noun: "Target", id });
    const { next, prices, isDefault } = planTargetUpdate(target, changes, (baseUrl) => isSimulator(ctx, baseUrl));
    // A default cannot be in the archive, not even for a moment.
    if (target.is_default && !isDefault) await targets.dropDefault(tx, key);
    await targets.update(tx, key, next);
    if (prices !== null) await targets.insertPrices(tx, id, prices);
    if (isDefault && !target.is_default) await targets.moveDefault(tx, key);
    await recordAudit(ctx, tx, {
      action: "update",
      noun: "target",
      noun_id: id,
      details: { fields: Object.keys(changes) },
    });
    return inserted(await targets.find(tx, key));
  });
}
