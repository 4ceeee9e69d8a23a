import { automations } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { explainDependents } from "../explain-dependents.ts";
import { notFound } from "../not-found.ts";

/** Deletes an automation nothing hangs on; others are refused with what hangs on them. */
export async function deleteAutomation(ctx: Context, input: { id: number }): Promise<void> {
  const key = { project_id: ctx.project_id, id: input.id };
  try {
    await ctx.db.transaction(async (tx) => {
      if (!(await automations.remove(tx, key))) throw notFound("Automation", input.id);
      await recordAudit(ctx, tx, { action: "delete", noun: "automation", noun_id: input.id });
    });
  } catch (cause) {
    throw await explainDependents(cause, {
      noun: "Automation",
      id: input.id,
      count: () => automations.countDependents(ctx.db, key),
    });
  }
}
