import type { Automation } from "@tfbench/contracts";
import { automations } from "@tfbench/store";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { readAutomation } from "./read-automation.ts";

export async function getAutomation(ctx: Context, input: { id: number }): Promise<Automation> {
  const row = await automations.find(ctx.db, { project_id: ctx.project_id, id: input.id });
  return readAutomation(found(row, { noun: "Automation", id: input.id }));
}
