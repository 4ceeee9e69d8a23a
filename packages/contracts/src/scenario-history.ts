import { z } from "zod";
import { Id, Instant } from "./text.ts";

/** Where the total time of a scenario's batches went on at another level. */
export const HistoryFinding = z.object({
  kind: z.enum(["change_point", "boundary_test"]).meta({
    description: "boundary_test: under 12 batches only the newest is tested against those before it.",
  }),
  verdict: z.enum(["better", "worse"]),
  is_tentative: z.boolean().meta({ description: "Not both p < 0.001 and 5 % or more." }),
  at: Instant.meta({ description: "When the first batch of the new level started." }),
  batch_id: Id,
  before_ms: z.number().meta({ description: "Median over the batches before of each batch's p50 of total time." }),
  after_ms: z.number(),
  e: z.number().meta({ description: "Log-ratio of the two; positive is slower." }),
  p: z.number().nullable().meta({ description: "Of the permutation test; null for a boundary test." }),
  batches_before: z.int().min(1),
  batches_after: z.int().min(1),
  sentence: z.string(),
});
export type HistoryFinding = z.infer<typeof HistoryFinding>;

/** The batches of one scenario on one target under one load, in order of time. A change of the definition breaks the line. */
export const HistoryLine = z.object({
  scenario_id: Id,
  scenario_name: z.string(),
  target_id: Id,
  target_name: z.string(),
  concurrency: z.int().min(1),
  batches: z
    .int()
    .min(0)
    .meta({ description: "Batches since the definition last changed, of the latest that are read." }),
  note: z.string().meta({ description: "What was searched for, in words." }),
  findings: z.array(HistoryFinding).meta({ description: "The oldest first." }),
  breaks: z.array(z.object({ at: Instant, batch_id: Id })).meta({ description: "Where the definition changed." }),
});
export type HistoryLine = z.infer<typeof HistoryLine>;
