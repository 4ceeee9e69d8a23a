import { hideInputs, hideSecrets } from "@tfbench/contracts";
import type { Run } from "@tfbench/contracts";
import { placeInChat } from "@tfbench/stats";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export async function getRun(ctx: Context, id: number): Promise<Run> {
  const run = await runs.find(ctx.db, { project_id: ctx.project_id, id });
  if (run === null) throw notFound("Run", id);
  const { plan_seed, plan_prompts, plan_chats, plan_trace, ...shown } = run;
  const { request, provider, batch_id, batch_index } = shown;
  const plan = {
    provider,
    request,
    settings: {
      ...(plan_prompts === null ? {} : { prompts: plan_prompts }),
      ...(plan_chats === null ? {} : { chats: plan_chats }),
    },
    ...(plan_seed === null ? {} : { seed: plan_seed }),
    ...(plan_trace === null ? {} : { trace: plan_trace }),
  };
  const turn = plan_chats === null ? 0 : placeInChat(plan_chats, batch_index).turn;
  const answers =
    turn === 0 ? [] : await runs.answers(ctx.db, { batch_id, from: batch_index - turn, before: batch_index });
  const sent = ctx.providers.requestOfRun(plan, batch_index, answers);
  return { ...shown, request: hideSecrets(sent), inputs: hideInputs(shown.inputs, request) };
}
