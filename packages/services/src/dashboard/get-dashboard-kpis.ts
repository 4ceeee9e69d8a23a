import type { DashboardKpis, KpiBlock, KpiFilter, LatencySeries } from "@tfbench/contracts";
import { finishedRuns, health, kpis, rollups } from "@tfbench/store";
import type { FinishedRun, Rollup, RunWindow } from "@tfbench/store";
import { RunRollup, summarizeRuns } from "@tfbench/stats";
import type { Context } from "../context.ts";
import { kpiPeriods } from "./kpi-periods.ts";
import { LatencySeriesBuilder } from "./latency-series.ts";
import type { LatencySeriesOptions } from "./latency-series.ts";
import { seriesRange } from "./series-range.ts";
import type { SeriesRange } from "./series-range.ts";
import { shownMeasured } from "./shown-measured.ts";
import { shownOrigin } from "./shown-origin.ts";

/** Up to so many finished runs a period's figures come from the runs themselves, above from the hourly rollups. */
const MOST_RAW_RUNS = 5_000;
// The embedded database answers one statement at a time: each of these takes it a few milliseconds.
const RUNS_PER_READ = 1_000;
const ROLLUPS_PER_READ = 400;
const MOST_SERIES = 12;
const RECENT_RUNS = 10;

/**
 * Everything the overview shows, of one origin. Reads in many short statements and in no transaction, so that on the
 * embedded database live streams, triggers and /health get their turn in between; runs that finish meanwhile may be in
 * one figure and not yet in another.
 */
export async function getDashboardKpis(ctx: Context, filter: KpiFilter): Promise<DashboardKpis> {
  const { db, project_id, settings } = ctx;
  const { period, previous_period, bucket_ms } = kpiPeriods(filter, settings.now());
  const origins_available = await kpis.origins(db, project_id);
  const origin = filter.origin ?? shownOrigin(origins_available);
  const { scenario_id, automation_id, target_id } = filter;
  const all = { project_id, origin, scenario_id, automation_id, target_id };
  const { measured, narrowing } = await shownMeasured(ctx, all);
  const shown = { ...all, ...narrowing };
  const window: RunWindow = { ...shown, ...period };

  const previous = await figuresOf(ctx, { ...shown, ...previous_period });
  const scenarios = await rollups.busiestScenarios(db, window, MOST_SERIES);
  const { current, series, range } = await drawPeriod(ctx, { window, range: { period, bucket_ms }, scenarios });

  return {
    origin,
    origins_available,
    measured,
    mock_mode: settings.mock_mode,
    period,
    previous_period,
    series_period: range.period,
    bucket_ms: range.bucket_ms,
    checks: {
      defined: false,
      note: "No check is defined; goal verdicts come from the built-in guards only, which can find a goal failed or blocked but never passed.",
    },
    current,
    previous,
    series,
    recent_runs: await kpis.recentRuns(db, { ...all, limit: RECENT_RUNS }),
    queue: await health.queueDepth(db, project_id),
  };
}

async function figuresOf(ctx: Context, window: RunWindow): Promise<KpiBlock> {
  const runs = await fewRuns(ctx, window);
  return runs === null ? mergeRollups(ctx, window) : summarizeRuns(runs);
}

type Drawing = { window: RunWindow; range: SeriesRange; scenarios: LatencySeriesOptions["scenarios"] };
type Drawn = { current: KpiBlock; series: LatencySeries[]; range: SeriesRange };

/** The figures of the period and its chart, which is in minutes where the runs are few and close together. */
async function drawPeriod(ctx: Context, { window, range: whole, scenarios }: Drawing): Promise<Drawn> {
  const runs = await fewRuns(ctx, window);
  const range = seriesRange(whole, runs ?? []);
  const chart = new LatencySeriesBuilder({ ...range, scenarios });
  if (runs === null) {
    const current = await mergeRollups(ctx, window, (rollup) => chart.add(rollup));
    return { current, series: chart.build(), range };
  }
  // They were read from the latest on.
  for (const run of runs.toReversed()) chart.addRun(run);
  return { current: summarizeRuns(runs), series: chart.build(), range };
}

/** The window's runs; null where there are too many to read one by one. */
async function fewRuns(ctx: Context, window: RunWindow): Promise<FinishedRun[] | null> {
  const runs = await finishedRuns.countUpTo(ctx.db, window, MOST_RAW_RUNS + 1);
  return runs <= MOST_RAW_RUNS ? readRuns(ctx, window) : null;
}

/** `onRollup` gets every rollup of the window in order of the hour. */
async function mergeRollups(
  ctx: Context,
  window: RunWindow,
  onRollup: (rollup: Rollup) => void = () => {},
): Promise<KpiBlock> {
  const merged = new RunRollup();
  for await (const page of rollups.readPages(ctx.db, window, ROLLUPS_PER_READ)) {
    for (const rollup of page) {
      merged.mergeEncoded(rollup);
      onRollup(rollup);
    }
  }
  return merged.kpiBlock();
}

async function readRuns(ctx: Context, window: RunWindow): Promise<FinishedRun[]> {
  const runs: FinishedRun[] = [];
  for await (const page of finishedRuns.readPages(ctx.db, window, RUNS_PER_READ)) runs.push(...page);
  return runs;
}
