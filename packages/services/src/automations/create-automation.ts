import type { Automation, CreateAutomation } from "@tfbench/contracts";
import { automations } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { assertNamesUsed } from "../templates/assert-names-used.ts";
import { checkRequestTemplate } from "./check-request.ts";
import { readAutomation } from "./read-automation.ts";
import { DEFAULT_REQUEST } from "./request-defaults.ts";

export async function createAutomation(ctx: Context, input: CreateAutomation): Promise<Automation> {
  const request = input.request ?? DEFAULT_REQUEST;
  checkRequestTemplate(input.provider, request);
  assertNamesUsed(request, { default_inputs: input.default_inputs });
  return ctx.db.transaction(async (tx) => {
    const row = inserted(await automations.insert(tx, { ...input, request, project_id: ctx.project_id }));
    await recordAudit(ctx, tx, { action: "create", noun: "automation", noun_id: row.id, details: { name: row.name } });
    return readAutomation(row);
  });
}
