import { hideInputs, hideSecrets } from "@tfbench/contracts";
import type { Run } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export async function getRun(ctx: Context, id: number): Promise<Run> {
  const run = await runs.find(ctx.db, { project_id: ctx.project_id, id });
  if (run === null) throw notFound("Run", id);
  return { ...run, request: hideSecrets(run.request), inputs: hideInputs(run.inputs, run.request) };
}
