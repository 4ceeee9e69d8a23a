import type { RunSummary } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

/** The run as lists and streams show it: its request, result and provider's record are not read. */
export async function getRunSummary(ctx: Context, id: number): Promise<RunSummary> {
  const run = await runs.findSummary(ctx.db, { project_id: ctx.project_id, id });
  if (run === null) throw notFound("Run", id);
  return run;
}
