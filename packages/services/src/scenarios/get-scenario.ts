import type { Scenario } from "@tfbench/contracts";
import { scenarios } from "@tfbench/store";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";

export async function getScenario(ctx: Context, input: { id: number }): Promise<Scenario> {
  return found(await scenarios.find(ctx.db, { project_id: ctx.project_id, id: input.id }), {
    noun: "Scenario",
    id: input.id,
  });
}
