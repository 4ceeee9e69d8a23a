import { z } from "zod";
import { Change } from "./change.ts";
import { Measured, Period } from "./kpi.ts";
import { HistoryLine } from "./scenario-history.ts";
import { SloVerdict } from "./slo-report.ts";
import { Goal, Origin, RunStatus } from "./status.ts";
import { Id, Instant } from "./text.ts";

/** The tiles of the overview that have a past. */
export const TrendTile = z.enum([
  "success",
  "completed_unchecked",
  "goal_success",
  "total_duration_ms",
  "ttft_ms",
  "cost_per_success",
]);
export type TrendTile = z.infer<typeof TrendTile>;

export const FindingKind = z.enum([
  "slower",
  "faster",
  "first_action_slower",
  "first_action_faster",
  "success_down",
  "success_up",
  "completed_down",
  "completed_up",
  "cost_up",
  "cost_down",
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** One scenario of which a figure really changed. `runs_filter` are query fields of GET /runs: the later period's runs. */
export const Finding = Change.extend({
  kind: FindingKind,
  scenario_id: Id,
  scenario_name: z.string(),
  runs_filter: z.object({
    scenario_id: z.array(Id),
    origin: Origin,
    from: Instant,
    to: Instant,
    status: z.array(RunStatus).optional(),
    sort: z.string().optional(),
  }),
});
export type Finding = z.infer<typeof Finding>;

/** An objective of a scenario that the runs of the period show not to hold. */
export const SloBreach = z.object({
  scenario_id: Id,
  scenario_name: z.string(),
  slo: SloVerdict,
  sentence: z.string(),
  runs_filter: Finding.shape.runs_filter,
});
export type SloBreach = z.infer<typeof SloBreach>;

/** One step of a sparkline. null where there was no run: a gap, never zero. */
export const SparkPoint = z.object({ from: Instant, value: z.number().nullable(), n: z.int().min(0) });
export type SparkPoint = z.infer<typeof SparkPoint>;

export const OutcomeStep = z.object({
  from: Instant,
  to: Instant,
  finished: z.int().min(0),
  by_status: z.record(RunStatus, z.int().min(0)),
  by_goal: z.record(Goal, z.int().min(0)).meta({ description: "Attempted runs by goal verdict." }),
});
export type OutcomeStep = z.infer<typeof OutcomeStep>;

/** What changed against the period before, within scenarios, and the steps behind the tiles. */
export const DashboardTrends = z.object({
  origin: Origin,
  measured: Measured,
  period: Period,
  previous_period: Period,
  bucket_ms: z.int(),
  note: z.string().meta({ description: "What was compared with what, in one sentence." }),
  slo_breaches: z.array(SloBreach).meta({
    description:
      "Objectives that are shown not to hold, over the attempted runs of the period, kept by Holm over all scenarios; the furthest first.",
  }),
  findings: z.array(Finding).meta({
    description: "Better or worse by the verdict rule, kept by Benjamini-Hochberg at 5 %; worse first, largest first.",
  }),
  history: z.array(HistoryLine).meta({
    description: "Change points of each scenario that ran in the period, whenever they were; see METRICS.",
  }),
  changes: z.record(TrendTile, Change),
  outcomes: z.array(OutcomeStep),
  sparks: z.record(TrendTile, z.array(SparkPoint)),
});
export type DashboardTrends = z.infer<typeof DashboardTrends>;
