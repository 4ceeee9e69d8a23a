import type { CreateTarget, Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { isSimulator } from "./is-simulator.ts";

export async function createTarget(ctx: Context, input: CreateTarget): Promise<Target> {
  const simulated = input.simulated ?? isSimulator(ctx, input.base_url);
  return ctx.db.transaction(async (tx) => {
    const id = inserted(await targets.insert(tx, { ...input, simulated, builtin: null, project_id: ctx.project_id }));
    await recordAudit(ctx, tx, {
      action: "create",
      noun: "target",
      noun_id: id,
      details: { name: input.name, base_url: input.base_url },
    });
    return inserted(await targets.find(tx, { project_id: ctx.project_id, id }));
  });
}
