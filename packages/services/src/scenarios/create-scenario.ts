import type { CreateScenario, Scenario } from "@tfbench/contracts";
import { scenarios } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { checkScenario } from "./check-scenario.ts";
import { explainMissing } from "./explain-missing.ts";

export async function createScenario(ctx: Context, input: CreateScenario): Promise<Scenario> {
  try {
    return await ctx.db.transaction(async (tx) => {
      await checkScenario(ctx, tx, { next: input });
      const id = inserted(await scenarios.insert(tx, { ...input, project_id: ctx.project_id }));
      await recordAudit(ctx, tx, { action: "create", noun: "scenario", noun_id: id, details: { name: input.name } });
      return inserted(await scenarios.find(tx, { project_id: ctx.project_id, id }));
    });
  } catch (cause) {
    throw explainMissing(cause, input);
  }
}
