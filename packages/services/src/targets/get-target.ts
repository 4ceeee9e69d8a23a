import type { Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";

export async function getTarget(ctx: Context, input: { id: number }): Promise<Target> {
  return found(await targets.find(ctx.db, { project_id: ctx.project_id, id: input.id }), {
    noun: "Target",
    id: input.id,
  });
}
