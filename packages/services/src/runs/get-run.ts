import { hideInputs, hideSecrets } from "@tfbench/contracts";
import type { Run } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export async function getRun(ctx: Context, id: number): Promise<Run> {
  const run = await runs.find(ctx.db, { project_id: ctx.project_id, id });
  if (run === null) throw notFound("Run", id);
  const { plan_seed, plan_prompts, ...shown } = run;
  const { request, batch_index } = shown;
  const plan = {
    request,
    settings: plan_prompts === null ? {} : { prompts: plan_prompts },
    ...(plan_seed === null ? {} : { seed: plan_seed }),
  };
  const sent = ctx.providers.requestOfRun(plan, batch_index);
  return { ...shown, request: hideSecrets(sent), inputs: hideInputs(shown.inputs, request) };
}
