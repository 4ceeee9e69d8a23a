import { AppError } from "@tfbench/contracts";
import type { Provider } from "@tfbench/contracts";
import { automations, targets } from "@tfbench/store";
import type { ScenarioFields, Sql } from "@tfbench/store";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { assertChatsFit } from "./assert-chats-fit.ts";
import { assertNamesUsed } from "../templates/assert-names-used.ts";

const refuseArchived = (noun: string, id: number, field: string): AppError =>
  new AppError("conflict", `${noun} ${id} is archived.`, {
    hint: "Choose another one, or take it out of the archive.",
    fields: [{ field, message: "is archived" }],
  });

const refuseProvider = (wanted: Provider, given: Provider): AppError =>
  new AppError("conflict", `The automation is for ${wanted}, and the target is one of ${given}.`, {
    hint: "Choose a target of the automation's provider.",
    fields: [{ field: "target_id", message: `must be a target of ${wanted}` }],
  });

/** Refuses a scenario that points at something missing or newly at something archived, or that names inputs nobody uses. */
export async function checkScenario(
  ctx: Context,
  tx: Sql,
  check: { next: ScenarioFields; before?: ScenarioFields },
): Promise<void> {
  const { next, before } = check;
  const automation = found(await automations.find(tx, { project_id: ctx.project_id, id: next.automation_id }), {
    noun: "Automation",
    id: next.automation_id,
    field: "automation_id",
  });
  if (automation.archived_at !== null && before?.automation_id !== next.automation_id) {
    throw refuseArchived("Automation", next.automation_id, "automation_id");
  }
  if (next.target_id !== null && before?.target_id !== next.target_id) {
    const target = found(await targets.find(tx, { project_id: ctx.project_id, id: next.target_id }), {
      noun: "Target",
      id: next.target_id,
      field: "target_id",
    });
    if (target.archived_at !== null) throw refuseArchived("Target", next.target_id, "target_id");
    if (target.provider !== automation.provider) throw refuseProvider(automation.provider, target.provider);
  }
  assertChatsFit(automation, next.run_settings);
  assertNamesUsed(automation.request, { inputs_template: next.inputs_template });
}
