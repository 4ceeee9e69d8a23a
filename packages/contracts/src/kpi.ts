import { z } from "zod";
import { KpiBlock } from "./kpi-block.ts";
import { RunSummary } from "./run.ts";
import { Origin } from "./status.ts";
import { Id, Instant } from "./text.ts";

export const Period = z.object({ from: Instant, to: Instant });
export type Period = z.infer<typeof Period>;

export const KpiPeriod = z.enum(["1h", "6h", "24h", "7d", "30d", "90d"]);
export type KpiPeriod = z.infer<typeof KpiPeriod>;

/** Which runs the overview is about, as the service sees it (already parsed from the query string). */
export const KpiFilter = z.object({
  period: KpiPeriod.default("24h").meta({ description: "How far back from `to`; not looked at when `from` is given." }),
  from: Instant.optional(),
  to: Instant.optional().meta({ description: "Left out: now." }),
  origin: Origin.optional().meta({
    description: "Left out: real as soon as there is any real run, else simulated, else sample.",
  }),
  scenario_id: Id.optional(),
  automation_id: Id.optional(),
  target_id: Id.optional(),
});
export type KpiFilter = z.infer<typeof KpiFilter>;

/** One step of the latency-over-time chart. null where no run succeeded: a gap, never zero. */
export const LatencyPoint = z.object({
  from: Instant,
  n: z.int().min(0),
  attempted: z.int().min(0),
  passed: z.int().min(0),
  completed_unchecked: z.int().min(0),
  p10: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  ttft_p50: z.number().nullable(),
});
export type LatencyPoint = z.infer<typeof LatencyPoint>;

export const LatencySeries = z.object({ scenario_id: Id, scenario_name: z.string(), points: z.array(LatencyPoint) });
export type LatencySeries = z.infer<typeof LatencySeries>;

/** Agents and LLM endpoints are measured in different words: their figures are never put together. */
export const Measured = z.enum(["agents", "endpoints"]);
export type Measured = z.infer<typeof Measured>;

const measured = Measured.meta({
  description: "What the figures are of. Agents, if any ran in this origin and filter; endpoints are then left out.",
});

/** Everything the overview shows, of one origin. */
export const DashboardKpis = z.object({
  origin: Origin,
  origins_available: z.array(Origin),
  measured,
  mock_mode: z.boolean(),
  period: Period,
  previous_period: Period,
  series_period: Period.meta({
    description: "What `series` covers: the period, or only the part that has runs, where that is little of it.",
  }),
  bucket_ms: z.int().meta({ description: "The steps of `series`." }),
  checks: z.object({
    defined: z.boolean(),
    note: z.string().meta({ description: "Says which judgements stand behind the goal figures." }),
  }),
  current: KpiBlock,
  previous: KpiBlock,
  series: z.array(LatencySeries),
  recent_runs: z.array(RunSummary).meta({ description: "The last 10 runs of this origin, whatever the period." }),
  queue: z.object({ queued: z.int(), running: z.int(), oldest_queued_at: Instant.nullable() }),
});
export type DashboardKpis = z.infer<typeof DashboardKpis>;
