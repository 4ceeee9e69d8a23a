import { z } from "zod";
import { Goal, Origin, RunStatus, BatchStatus } from "./status.ts";
import { Id, Instant, text } from "./text.ts";

/** Filters of the runs list, as the service sees them (already parsed from the query string). */
export const RunFilter = z.object({
  status: z.array(RunStatus).optional(),
  goal: z.array(Goal).optional(),
  scenario_id: z.array(Id).optional(),
  automation_id: z.array(Id).optional(),
  target_id: z.array(Id).optional(),
  batch_id: Id.optional(),
  origin: Origin.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  search: text({ max: 500 }).optional().meta({
    description:
      "Text in error, reason (from three letters on) or scenario name, or the beginning of a TinyFish run id, whatever its case; or a run's id.",
  }),
});
export type RunFilter = z.infer<typeof RunFilter>;

export const RunSort = z.enum([
  "-id",
  "id",
  "-due_at",
  "due_at",
  "-total_duration_ms",
  "total_duration_ms",
  "-ttft_ms",
  "ttft_ms",
  "-cost_usd",
  "cost_usd",
]);
export type RunSort = z.infer<typeof RunSort>;

export const BatchFilter = z.object({
  status: z.array(BatchStatus).optional(),
  scenario_id: Id.optional(),
  origin: Origin.optional(),
});
export type BatchFilter = z.infer<typeof BatchFilter>;
