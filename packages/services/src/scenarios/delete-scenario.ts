import { scenarios } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { explainDependents } from "../explain-dependents.ts";
import { notFound } from "../not-found.ts";

/** Deletes a scenario that never ran; others are refused with the number of their runs. */
export async function deleteScenario(ctx: Context, input: { id: number }): Promise<void> {
  const key = { project_id: ctx.project_id, id: input.id };
  try {
    await ctx.db.transaction(async (tx) => {
      if (!(await scenarios.remove(tx, key))) throw notFound("Scenario", input.id);
      await recordAudit(ctx, tx, { action: "delete", noun: "scenario", noun_id: input.id });
    });
  } catch (cause) {
    throw await explainDependents(cause, {
      noun: "Scenario",
      id: input.id,
      count: () => scenarios.countDependents(ctx.db, key),
    });
  }
}
