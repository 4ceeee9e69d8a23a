import { z } from "zod";
import { RunSummary } from "./run.ts";
import { Instant } from "./text.ts";

/** A run that waits or is under way, and the last thing that was heard of it. */
export const OpenRun = RunSummary.pick({
  id: true,
  batch_id: true,
  scenario_id: true,
  scenario_name: true,
  target_name: true,
  origin: true,
  status: true,
  created_at: true,
  started_at: true,
}).extend({
  last_event: z
    .object({ kind: z.string(), at: Instant.meta({ description: "When it arrived, by the clock of the worker." }) })
    .nullable()
    .meta({ description: "null before the first event." }),
});
export type OpenRun = z.infer<typeof OpenRun>;

export const OpenRuns = z.object({
  running: z.int().min(0),
  queued: z.int().min(0),
  data: z.array(OpenRun).meta({ description: "Running before queued, the newest first; at most 20." }),
});
export type OpenRuns = z.infer<typeof OpenRuns>;
