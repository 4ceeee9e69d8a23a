import type { Automation, UpdateAutomation } from "@tfbench/contracts";
import { automations } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { given } from "../given.ts";
import { inserted } from "../inserted.ts";
import { found } from "../not-found.ts";
import { assertNamesUsed } from "../templates/assert-names-used.ts";
import { checkRequestTemplate } from "./check-request.ts";
import { readAutomation } from "./read-automation.ts";

export async function updateAutomation(ctx: Context, input: { id: number } & UpdateAutomation): Promise<Automation> {
  const { id, ...changes } = input;
  const key = { project_id: ctx.project_id, id };
  return ctx.db.transaction(async (tx) => {
    const row = found(await automations.findForUpdate(tx, key), { noun: "Automation", id });
    const next = {
      name: given(changes.name, row.name),
      request: given(changes.request, row.request),
      tinyfish_automation_id: given(changes.tinyfish_automation_id, row.tinyfish_automation_id),
      description: given(changes.description, row.description),
      default_inputs: given(changes.default_inputs, row.default_inputs),
      is_archived: given(changes.archived, row.archived_at !== null),
    };
    if (changes.request !== undefined) checkRequestTemplate(row.provider, next.request);
    assertNamesUsed(next.request, { default_inputs: next.default_inputs });
    const updated = inserted(await automations.update(tx, key, next));
    await recordAudit(ctx, tx, {
      action: "update",
      noun: "automation",
      noun_id: id,
      details: { fields: Object.keys(changes) },
    });
    return readAutomation(updated);
  });
}
