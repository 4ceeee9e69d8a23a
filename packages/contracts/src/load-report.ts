import { z } from "zod";
import { LoadProfile } from "./load-profile.ts";
import { Rate } from "./estimate.ts";
import { RunStatus } from "./status.ts";

/** A percentile of runs that shared a loaded system. */
export const LoadPercentile = z.object({
  value: z.number().nullable().meta({ description: "null: too few values; `needed` says how many it takes." }),
  low: z.number().nullable().meta({ description: "Lower end of the 95 % interval; null where none can be stated." }),
  high: z.number().nullable(),
  needed: z.int().nullable(),
  effective_n: z.number().nullable().meta({
    description: "How many independent values the dependent ones are worth; null where that is not known.",
  }),
});
export type LoadPercentile = z.infer<typeof LoadPercentile>;

export const LoadMetric = z.object({
  unit: z.enum(["ms", "tokens/s", "tokens"]),
  direction: z.enum(["lower", "higher", "none"]).meta({ description: "Which way is better." }),
  population: z.enum(["successes", "attempted", "gaps"]).meta({
    description:
      "successes: runs that completed. attempted: all attempted runs, those without an end above every ended one. gaps: pooled over the gaps of the successes.",
  }),
  n: z.int().min(0),
  mean: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable().meta({ description: "null where a run without an end is the slowest." }),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  percentiles: z.object({ p50: LoadPercentile, p90: LoadPercentile, p95: LoadPercentile, p99: LoadPercentile }),
  estimator: z.enum(["type7", "sketch"]),
  relative_error: z.number().nullable(),
});
export type LoadMetric = z.infer<typeof LoadMetric>;

/** Whether what was measured may be believed, and why not. */
export const Validity = z.object({
  verdict: z.enum(["valid", "suspect", "invalid"]),
  reasons: z.array(z.object({ verdict: z.enum(["suspect", "invalid"]), code: z.string(), sentence: z.string() })),
});
export type Validity = z.infer<typeof Validity>;

/** One limit of a service level objective; a run is good when every one holds. */
export const Slo = z.object({ metric: z.string(), below: z.boolean(), limit: z.number(), text: z.string() });
export type Slo = z.infer<typeof Slo>;

/** What one execution of a load showed. Offsets and times in milliseconds, rates per second. */
export const LoadReport = z.object({
  definition_version: z.literal(1),
  load: LoadProfile,
  window: z.object({
    from_ms: z.number(),
    to_ms: z.number(),
    warm_up_runs: z.int().min(0).meta({ description: "Runs due before the window; in no figure." }),
    cool_down_runs: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Runs due after the window, where a cool-down was asked for; in no figure." }),
  }),
  runs: z.int().min(0).meta({ description: "Runs due in the window." }),
  attempted: z.int().min(0),
  successes: z.int().min(0),
  by_status: z.record(RunStatus, z.int().min(0)),
  error_examples: z
    .record(z.string(), z.string())
    .meta({ description: "What was said, and what to do, of the first run with each reason_code." }),
  by_reason: z
    .record(z.string(), z.int().min(0))
    .meta({ description: "reason_code of the runs that did not succeed." }),
  rates: z.object({ success: Rate, error: Rate }),
  metrics: z.record(z.string(), LoadMetric),
  conversations: z
    .object({
      count: z.int().min(1).meta({ description: "Conversations with an attempted run in the window." }),
      broken_off: z.int().min(0).meta({ description: "Of those, how many were over because a turn did not succeed." }),
      first_turn: z.record(z.string(), LoadMetric),
      later_turns: z.record(z.string(), LoadMetric),
    })
    .optional()
    .meta({ description: "Of multi-turn chats alone: figures by the turn's place in its conversation." }),
  throughput: z.object({
    offered_per_second: z.number().nullable(),
    started_per_second: z.number().nullable(),
    completed_per_second: z.number().nullable(),
    system_output_tps: z.number().nullable().meta({ description: "Tokens arriving inside the window / its length." }),
    batch_output_tps: z.number().nullable().meta({ description: "All tokens / first start to last end." }),
  }),
  slo: z
    .object({ limits: z.array(Slo), attainment: Rate, goodput_per_second: z.number().nullable() })
    .nullable()
    .meta({ description: "null where no objective was given." }),
  steady: z.object({ is_steady: z.boolean().nullable(), reasons: z.array(z.string()) }),
  tokens: z.object({
    input: z.int().nullable(),
    output: z.int().nullable(),
    reasoning: z.int().nullable(),
    cached: z.int().nullable(),
    unknown_runs: z.int().min(0).meta({ description: "Successes whose output tokens nobody counted." }),
    checked_runs: z
      .int()
      .min(0)
      .default(0)
      .meta({ description: "Successes whose tokens were counted on this side too, with the o200k vocabulary." }),
    mismatched_runs: z.int().min(0).meta({ description: "Of these, runs where the two counts differ by over 10 %." }),
  }),
  cost_usd: z.object({ total: z.number().nullable(), known: z.int().min(0), of: z.int().min(0) }),
});
export type LoadReport = z.infer<typeof LoadReport>;

/** The same of a batch of the server, whose objectives are judged in its report and nowhere else. */
export const BatchLoadReport = LoadReport.omit({ slo: true });
export type BatchLoadReport = z.infer<typeof BatchLoadReport>;
