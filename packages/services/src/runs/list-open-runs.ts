import type { OpenRuns } from "@tfbench/contracts";
import { health, openRuns } from "@tfbench/store";
import type { Context } from "../context.ts";

const MOST_RUNS = 20;

/** What runs now and what waits, over all batches and origins. */
export async function listOpenRuns({ db, project_id }: Context): Promise<OpenRuns> {
  const { running, queued } = await health.queueDepth(db, project_id);
  return { running, queued, data: await openRuns.list(db, { project_id, limit: MOST_RUNS }) };
}
