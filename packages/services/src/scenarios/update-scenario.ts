import type { Scenario, UpdateScenario } from "@tfbench/contracts";
import { scenarios } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { given } from "../given.ts";
import { inserted } from "../inserted.ts";
import { found } from "../not-found.ts";
import { checkScenario } from "./check-scenario.ts";
import { explainMissing } from "./explain-missing.ts";

type Input = { id: number } & UpdateScenario;

export async function updateScenario(ctx: Context, input: Input): Promise<Scenario> {
  return ctx.db.transaction(async (tx) => write(ctx, tx, input));
}

async function write(ctx: Context, tx: Sql, input: Input): Promise<Scenario> {
  const { id, ...changes } = input;
  const key = { project_id: ctx.project_id, id };
  const row = found(await scenarios.findForUpdate(tx, key), { noun: "Scenario", id });
  const next = {
    name: given(changes.name, row.name),
    automation_id: given(changes.automation_id, row.automation_id),
    target_id: given(changes.target_id, row.target_id),
    description: given(changes.description, row.description),
    inputs_template: given(changes.inputs_template, row.inputs_template),
    run_settings: given(changes.run_settings, row.run_settings),
    slos: given(changes.slos, row.slos),
    is_archived: given(changes.archived, row.archived_at !== null),
  };
  await checkScenario(ctx, tx, { next, before: row });
  await scenarios.update(tx, key, next).catch((cause: unknown) => {
    throw explainMissing(cause, next);
  });
  await recordAudit(ctx, tx, {
    action: "update",
    noun: "scenario",
    noun_id: id,
    details: { fields: Object.keys(changes) },
  });
  return inserted(await scenarios.find(tx, key));
}
