import { z } from "zod";
import { Rate } from "./estimate.ts";
import { Slo } from "./load-report.ts";

/** What all attempted runs say to one objective about them together. */
export const SloVerdict = z.object({
  text: z.string().meta({ description: "The objective, as it was written." }),
  subject: z.enum(["success", "error", "attainment", "quantile"]).meta({ description: "What `value` is." }),
  verdict: z.enum(["met", "breached", "unproven"]).meta({
    description: "met and breached are shown at 95 %, one-sided; unproven: the runs allow both, or may not decide.",
  }),
  reason: z
    .enum(["unproven", "too_few_independent", "unevaluated", "no_run", "preliminary", "unsteady", "invalid", "stopped"])
    .nullable()
    .meta({ description: "Why it is unproven." }),
  unit: z.enum(["ms", "tokens/s", "tokens", "share"]),
  value: z.number().nullable().meta({ description: "null where the quantile falls among runs without an end." }),
  low: z.number().nullable().meta({ description: "At least so much, at 95 % one-sided; null where not known." }),
  high: z.number().nullable().meta({ description: "At most so much, at 95 % one-sided; null where not known." }),
  good: z.int().min(0).meta({ description: "Attempted runs that were as the objective asks." }),
  n: z.int().min(0).meta({ description: "Attempted runs." }),
  effective_n: z.number().meta({ description: "How many independent runs they are worth." }),
  share: z.number().meta({ description: "The share of runs that has to be good." }),
  unevaluated: z.int().min(0).meta({ description: "Completed runs of agents that nothing judged: they may be good." }),
  runs_to_settle: z
    .int()
    .nullable()
    .meta({ description: "About how many such runs would settle it; null: settled, or over ten times as many." }),
});
export type SloVerdict = z.infer<typeof SloVerdict>;

/** What runs say to the objectives of their scenario, over all attempted runs. */
export const SloReport = z.object({
  limits: z.array(Slo).meta({ description: "Limits of single runs; a run is good when every one holds." }),
  slo_attainment: Rate.nullable().meta({
    description:
      "Good runs / attempted runs; a run that did not succeed, or lacks a limited figure, is not good. Interval by effective_n. null without limits of single runs.",
  }),
  effective_n: z.number().nullable().meta({ description: "How many independent runs stand behind slo_attainment." }),
  goodput: z
    .object({
      per_second: z.number().nullable().meta({ description: "null where the window has no length." }),
      low: z.number().nullable(),
      high: z.number().nullable(),
      good: z.int().min(0),
      window_ms: z.number().meta({ description: "From the first to the last planned start of the attempted runs." }),
    })
    .nullable()
    .meta({ description: "Good runs per second of the window. null without limits of single runs, and of a period." }),
  verdicts: z.array(SloVerdict).meta({ description: "One for each objective about all runs." }),
  notes: z.array(z.string()),
});
export type SloReport = z.infer<typeof SloReport>;
