import { z } from "zod";
import { Goal, Origin, RunStatus, BatchStatus } from "./status.ts";
import { PartOfLoad } from "./load-part.ts";
import { pageOf } from "./page.ts";
import { RunSummary, VerdictStand } from "./run.ts";
import { Id, Instant, Tag, text } from "./text.ts";

/** Filters of the runs list, as the service sees them (already parsed from the query string). */
export const RunFilter = z.object({
  status: z.array(RunStatus).optional(),
  goal: z.array(Goal).optional(),
  scenario_id: z.array(Id).optional(),
  automation_id: z.array(Id).optional(),
  target_id: z.array(Id).optional(),
  reason_code: z.array(text({ min: 1, max: 255 })).optional(),
  tag: z.array(Tag).optional().meta({ description: "Runs that have every one of these." }),
  verdict: z.array(VerdictStand).optional(),
  load_part: z.array(PartOfLoad).optional(),
  ids: z.array(Id).max(1_000).optional(),
  min_total_duration_ms: z.number().min(0).optional(),
  max_total_duration_ms: z.number().min(0).optional(),
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

export const RunSortKey = z.enum([
  "id",
  "due_at",
  "total_duration_ms",
  "ttft_ms",
  "cost_usd",
  "steps",
  "status",
  "goal",
  "scenario_name",
]);
export type RunSortKey = z.infer<typeof RunSortKey>;

const SORT_KEY = `-?(?:${RunSortKey.options.join("|")})`;

/** Keys by weight, `-` before those that descend. Runs without a value come last either way; the id decides at the end. */
export const RunSort = z
  .string()
  .regex(
    new RegExp(`^${SORT_KEY}(?:,${SORT_KEY}){0,3}$`),
    `must be one to four of ${RunSortKey.options.join(", ")}, separated by commas, each with - before it to descend`,
  )
  .refine((sort) => hasNoKeyTwice(sort), "must not name a key twice");
export type RunSort = z.infer<typeof RunSort>;

export type RunOrdering = { key: RunSortKey; isDescending: boolean };

/** The keys of a RunSort, the weightiest first. */
export const parseRunSort = (sort: RunSort): RunOrdering[] =>
  sort.split(",").map((part) => ({
    key: RunSortKey.parse(part.replace(/^-/, "")),
    isDescending: part.startsWith("-"),
  }));

function hasNoKeyTwice(sort: string): boolean {
  const keys = sort.split(",").map((part) => part.replace(/^-/, ""));
  return new Set(keys).size === keys.length;
}

/** A page of runs. Either cursor is null where the list ends. */
export const RunPage = pageOf(RunSummary).extend({ prev_cursor: z.string().nullable() });
export type RunPage = z.infer<typeof RunPage>;

export const BatchFilter = z.object({
  status: z.array(BatchStatus).optional(),
  scenario_id: z.array(Id).optional(),
  target_id: z.array(Id).optional(),
  origin: Origin.optional(),
  search: text({ max: 500 }).optional().meta({
    description: "Text in the scenario's name or in a label's key or value, whatever its case; or a batch's id.",
  }),
});
export type BatchFilter = z.infer<typeof BatchFilter>;

/** `-` before a key that descends. Batches with equal keys follow each other by id, in the same direction. */
export const BatchSort = z.enum(["-id", "id", "-run_count", "run_count", "-scenario_name", "scenario_name"]);
export type BatchSort = z.infer<typeof BatchSort>;
