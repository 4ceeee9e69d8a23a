import { z } from "zod";
import { Percentiles, Rate } from "./estimate.ts";
import { Goal, RunStatus } from "./status.ts";

/** The figures of a set of finished runs: a batch, or a period. All times in milliseconds. */
export const KpiBlock = z.object({
  finished: z.int().min(0),
  attempted: z.int().min(0),
  by_status: z.record(RunStatus, z.int().min(0)),
  by_goal: z.record(Goal, z.int().min(0)).meta({ description: "Attempted runs by goal verdict." }),
  success: Rate.meta({ description: "End-to-end success: passed / attempted." }),
  success_if_unevaluated_passed: z
    .number()
    .nullable()
    .meta({ description: "Upper end of the success range: had every unevaluated run passed." }),
  completed_unchecked: Rate.meta({
    description: "Completed with no check that could judge the goal / attempted. Never added to success.",
  }),
  infrastructure_success: Rate.meta({ description: "(completed + agent_failed) / attempted." }),
  goal_success: Rate.meta({ description: "passed / (passed + partial + failed)." }),
  blocked: Rate,
  evaluated: Rate,
  total_duration_ms: Percentiles.meta({ description: "Over successes: passed, or completed where no check exists." }),
  ttft_ms: Percentiles,
  gaps_ms: Percentiles.extend({
    runs: z.int().min(0).meta({ description: "The runs the pooled gaps come from; n of each estimate counts gaps." }),
  }),
  tokens: z
    .object({
      input: Percentiles.meta({ description: "Of each run, as the server counted." }),
      output: Percentiles,
      output_per_second: Percentiles.meta({ description: "Of each run, after its first content: 1 / tpot." }),
    })
    .nullable()
    .optional()
    .meta({
      description:
        "Over the successes of endpoints whose tokens are known. null for agents, and where no token is known. Left out where they were not added up: over more than 5,000 runs of a period, and in summaries of older batches.",
    }),
  unfinished_share: z
    .number()
    .nullable()
    .meta({ description: "Share of attempted runs that are not in the latency population." }),
  cost_usd: z.object({
    total: z.number().nullable().meta({ description: "Sum of the known costs; null when none is known." }),
    known: z.int().min(0),
    of: z.int().min(0),
    per_success: z.number().nullable(),
  }),
});
export type KpiBlock = z.infer<typeof KpiBlock>;
