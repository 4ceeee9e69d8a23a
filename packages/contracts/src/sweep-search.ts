import { z } from "zod";
import type { LoadProfile } from "./load-profile.ts";
import { ScenarioSlos } from "./scenario-slo.ts";
import { Id } from "./text.ts";

const MOST_LOADS_PER_LEVEL = 20;
const level = z.number().positive().max(100_000);

/** In place of the levels of a sweep: which of them comes next follows from what the earlier ones showed. */
export const SearchOrder = z
  .strictObject({
    low: level.meta({ description: "The first level." }),
    high: level.meta({ description: "No level is above it." }),
    confidence: z
      .number()
      .min(0.5)
      .max(0.9999)
      .default(0.95)
      .meta({ description: "Of the statement that the found level meets every threshold, over the whole search." }),
    loads_per_level: z
      .int()
      .min(1)
      .max(MOST_LOADS_PER_LEVEL)
      .default(3)
      .meta({ description: "After so many loads a level counts as not shown." }),
    slos: ScenarioSlos.optional().meta({
      description:
        "What each level has to meet. Left out: the scenario's. Limits of single runs alone: that 95 % of the runs keep them.",
    }),
  })
  .refine(({ low, high }) => low < high, { path: ["high"], message: "must be above low" });
export type SearchOrder = z.infer<typeof SearchOrder>;

const evidence = {
  good: z.number().meta({ description: "Attempted runs that were as asked." }),
  n: z.number().meta({ description: "Attempted runs without those that warm up." }),
  effective_n: z.number().meta({ description: "How many independent runs they are worth." }),
};

/** What one load of a level showed. */
export const SearchLoad = z.object({
  batch_id: Id,
  evidence: z.array(z.object(evidence)).meta({ description: "In the order of `thresholds`." }),
  is_unsteady: z.boolean(),
  is_invalid: z.boolean().meta({ description: "It says nothing of the target, and its figures are thrown away." }),
  is_over_dropped: z.boolean().meta({ description: "More than 1 % of its runs were dropped." }),
});
export type SearchLoad = z.infer<typeof SearchLoad>;

export const TriedLevel = z.object({
  level: z.number(),
  phase: z.enum(["climbing", "narrowing"]),
  verdict: z
    .enum(["met", "missed", "not_shown", "unsteady", "dropped", "invalid", "cut"])
    .nullable()
    .meta({ description: "null: not decided yet. All but met count as not met; missed alone was shown." }),
  alpha: z.number().meta({ description: "Error allowed to one look at this level." }),
  evidence: z
    .array(
      z.object({
        text: z.string(),
        share: z.number(),
        ...evidence,
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    )
    .meta({ description: "Of its valid loads together, a threshold each; the bounds hold for this one look." }),
  loads: z.array(SearchLoad).meta({ description: "Those that have ended." }),
});
export type TriedLevel = z.infer<typeof TriedLevel>;

/** The search for the highest level that is shown to meet every threshold. */
export const SweepSearch = z.object({
  low: z.number(),
  high: z.number(),
  confidence: z.number(),
  loads_per_level: z.int(),
  slos: z.array(z.string()),
  thresholds: z.array(z.string()).meta({ description: "What each level has to meet." }),
  tried: z.array(TriedLevel).meta({ description: "In the order they were measured." }),
  most_left: z.int().meta({ description: "The most levels it may still take, the one that is measured counted." }),
  highest_met: z.number().nullable(),
  lowest_not_met: z.number().nullable(),
  ended: z
    .enum(["decided", "cancelled", "broken"])
    .nullable()
    .meta({ description: "null while it goes on. broken: a load ended before its time, see ended_because." }),
  ended_because: z.string().nullable(),
  open_batch_id: Id.nullable().meta({ description: "The load that is queued or measured." }),
  reversals: z
    .array(z.object({ lower: z.number(), higher: z.number(), threshold: z.string() }))
    .meta({ description: "Pairs of levels where the higher one did clearly better: something else changed." }),
  sentence: z.string().nullable().meta({ description: "What it came to; null while it goes on." }),
});
export type SweepSearch = z.infer<typeof SweepSearch>;

/** As it is kept: with what the next load is made from, without what follows from the rest. */
export type SearchState = Omit<SweepSearch, "sentence" | "reversals"> & {
  /** With the runs on top that the order wants to warm up. */
  load: LoadProfile;
  seed: number;
  /** null: the search's own, which follows from the load of each level. */
  warm_up: { runs: number; ms: number } | null;
};
