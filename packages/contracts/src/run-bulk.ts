import { z } from "zod";
import { CreateBatch } from "./batch.ts";
import { Id, Tag } from "./text.ts";

/** One call is done wholly or not at all, so it is no larger than one transaction may be. */
const ids = z.array(Id).min(1).max(1_000, "must have at most 1,000 entries: send the others in further calls");
export const MOST_TAGS = 10;

/** Body of POST /runs/cancel. */
export const CancelRuns = z.strictObject({ ids });
export type CancelRuns = z.infer<typeof CancelRuns>;

/** Body of POST /runs/rerun. */
export const RerunRuns = CreateBatch.pick({ confirm: true, confirm_above_usd: true }).extend({ ids });
export type RerunRuns = z.infer<typeof RerunRuns>;

/** Body of POST /runs/tags. What is in both lists is added. */
export const TagRuns = z.strictObject({
  ids,
  add: z.array(Tag).max(MOST_TAGS).default([]),
  remove: z.array(Tag).max(100).default([]),
});
export type TagRuns = z.infer<typeof TagRuns>;

export const SkipReason = z.enum([
  "not_found",
  "already_ended",
  "already_cancelled",
  "part_of_load",
  "archived",
  "secret_in_request",
  "turn_of_chat",
  "too_many_tags",
]);
export type SkipReason = z.infer<typeof SkipReason>;

const SkippedRun = z.object({ id: Id, reason: SkipReason, message: z.string() });
export type SkippedRun = z.infer<typeof SkippedRun>;

/** What became of the runs that were named: how many it was done to, and why not to the others. */
export const BulkOutcome = z.object({ done: z.int().min(0), skipped: z.array(SkippedRun) });
export type BulkOutcome = z.infer<typeof BulkOutcome>;

export const RerunOutcome = BulkOutcome.extend({
  batches: z
    .array(z.object({ id: Id, scenario_id: Id, scenario_name: z.string(), runs: z.int().min(1) }))
    .meta({ description: "One for each different request among the runs." }),
});
export type RerunOutcome = z.infer<typeof RerunOutcome>;
