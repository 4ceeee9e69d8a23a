import { runs } from "@tfbench/store";
import type { RunSearch } from "@tfbench/store";
import type { Context } from "../context.ts";

/** What a filter's search text looks for; null when it is blank. */
export async function searchOf(ctx: Context, wanted: string | undefined): Promise<RunSearch | null> {
  const text = wanted?.trim() ?? "";
  if (text === "") return null;
  return { text, scenario_ids: await runs.scenarioIdsNamed(ctx.db, { project_id: ctx.project_id, text }) };
}
