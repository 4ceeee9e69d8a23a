import { z } from "zod";
import { Distribution } from "./distribution.ts";
import { Rate } from "./estimate.ts";
import { KpiBlock } from "./kpi-block.ts";
import { KpiFilter, Period } from "./kpi.ts";
import { HistoryLine } from "./scenario-history.ts";
import { SloReport } from "./slo-report.ts";
import { BatchStatus, Goal, Origin, RunStatus } from "./status.ts";
import { Provider } from "./target.ts";
import { Id, Instant } from "./text.ts";

export const ScenarioReportFilter = KpiFilter.pick({ from: true, to: true, origin: true, target_id: true }).extend({
  period: KpiFilter.shape.period.unwrap().default("7d"),
});
export type ScenarioReportFilter = z.infer<typeof ScenarioReportFilter>;

/** One batch of the trend; figures of its runs that are due in the period. null where there is none: a gap, never zero. */
export const TrendPoint = z.object({
  batch_id: Id,
  started_at: Instant,
  status: BatchStatus,
  definition_id: z.string(),
  attempted: z.int().min(0),
  n: z.int().min(0).meta({ description: "Successes: the runs behind the times." }),
  total_p10: z.number().nullable(),
  total_p50: z.number().nullable(),
  total_p90: z.number().nullable(),
  total_p50_low: z.number().nullable(),
  total_p50_high: z.number().nullable(),
  ttft_p50: z.number().nullable(),
  success: Rate,
  completed_unchecked: Rate,
  outcomes: z.array(z.object({ status: RunStatus, goal: Goal, count: z.int().min(1) })),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

/** pass^k: the chance that k attempts at one case all pass, averaged over cases. */
export const RepeatedSuccess = z.object({
  k: z.int().min(1),
  value: z.number().nullable(),
  if_unevaluated_passed: z
    .number()
    .nullable()
    .meta({ description: "The same, had every completed run without a check passed." }),
  at_least_one: z.number().nullable().meta({ description: "pass@k: that at least one of k passes." }),
  cases: z.int().min(0),
  left_out: z.int().min(0).meta({ description: "Cases with fewer than k evaluated runs." }),
});
export type RepeatedSuccess = z.infer<typeof RepeatedSuccess>;

export const HeatCell = z.object({
  weekday: z.int().min(1).max(7).meta({ description: "1 is Monday, in UTC." }),
  hour: z.int().min(0).max(23).meta({ description: "In UTC." }),
  attempted: z.int().min(1),
  unsuccessful: z.int().min(0).meta({ description: "Attempted runs that neither passed nor completed unchecked." }),
});
export type HeatCell = z.infer<typeof HeatCell>;

/** Attempted runs that did not succeed, by how they ended. */
export const FailureGroup = z.object({
  status: RunStatus,
  goal: Goal,
  reason_code: z.string().nullable(),
  count: z.int().min(1),
  share: z.number().meta({ description: "Of all attempted runs." }),
  first_seen_at: Instant,
  last_seen_at: Instant,
  example_run_ids: z.array(Id).meta({ description: "The three latest." }),
  sentence: z.string().meta({ description: "What the latest of them said." }),
});
export type FailureGroup = z.infer<typeof FailureGroup>;

export const DefinitionEvent = z.object({
  at: Instant,
  kind: z.enum(["edited", "measured"]).meta({
    description: "edited: someone changed a row. measured: the first batch of a plan that differs from the one before.",
  }),
  actor: z.string(),
  sentence: z.string(),
  definition_id: z.string().nullable(),
  batch_id: Id.nullable(),
  fields: z.array(z.string()),
});
export type DefinitionEvent = z.infer<typeof DefinitionEvent>;

/** All that is known about one scenario in one period, of one origin. */
export const ScenarioReport = z.object({
  scenario_id: Id,
  provider: Provider,
  origin: Origin,
  origins_available: z.array(Origin),
  targets: z.array(z.object({ id: Id, name: z.string() })).meta({ description: "Targets it has run on." }),
  target_id: Id.nullable(),
  period: Period,
  runs_read: z.int().min(0),
  note: z.string().nullable().meta({ description: "Set when there are more runs in the period than were read." }),
  block: KpiBlock.omit({ gaps_ms: true }),
  headline: z.string(),
  slo: SloReport.nullable().meta({
    description: "The runs of the period by the objectives the scenario has now; null where it has none.",
  }),
  trend: z.array(TrendPoint),
  history: z.array(HistoryLine).meta({ description: "Change points of its lines of batches, whatever the period." }),
  distribution: z.object({ total: Distribution, ttft: Distribution }),
  reliability: z.object({
    cases: z.int().min(0),
    evaluated: z.int().min(0),
    unevaluated: z.int().min(0).meta({ description: "Completed without a check; left out of pass^k and flake rate." }),
    repeated: z.array(RepeatedSuccess),
    flake_rate: z.object({
      value: z.number().nullable().meta({ description: "The chance that two attempts at one case end differently." }),
      flaky: z.int().min(0),
      cases: z.int().min(0),
      left_out: z.int().min(0),
    }),
    heat: z.array(HeatCell),
    sentence: z.string(),
  }),
  failures: z.array(FailureGroup),
  definitions: z.array(DefinitionEvent).meta({ description: "The newest first, whatever the period." }),
});
export type ScenarioReport = z.infer<typeof ScenarioReport>;
