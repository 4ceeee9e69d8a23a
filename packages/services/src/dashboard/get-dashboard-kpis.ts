import type { DashboardKpis, KpiBlock, KpiFilter } from "@tfbench/contracts";
import { finishedRuns, health, kpis, rollups } from "@tfbench/store";
import type { FinishedRun, Rollup, RunWindow } from "@tfbench/store";
import { RunRollup, summarizeRuns } from "@tfbench/stats";
import type { Context } from "../context.ts";
import { kpiPeriods } from "./kpi-periods.ts";
import { LatencySeriesBuilder } from "./latency-series.ts";
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
  const chart = new LatencySeriesBuilder({ period, bucket_ms, scenarios });
  const current = await figuresOf(ctx, window, (rollup) => chart.add(rollup));

  return {
    origin,
    origins_available,
    measured,
    mock_mode: settings.mock_mode,
    period,
    previous_period,
    bucket_ms,
    checks: {
      defined: false,
      note: "No check is defined; goal verdicts come from the built-in guards only, which can find a goal failed or blocked but never passed.",
    },
    current,
    previous,
    series: chart.build(),
    recent_runs: await kpis.recentRuns(db, { ...all, limit: RECENT_RUNS }),
    queue: await health.queueDepth(db, project_id),
  };
}

/** `onRollup` gets every rollup of the window in order of the hour; without it they are read only when they are needed. */
async function figuresOf(ctx: Context, window: RunWindow, onRollup?: (rollup: Rollup) => void): Promise<KpiBlock> {
  const runs = await finishedRuns.countUpTo(ctx.db, window, MOST_RAW_RUNS + 1);
  if (runs <= MOST_RAW_RUNS) {
    if (onRollup !== undefined) await readRollups(ctx, window, onRollup);
    return summarizeRuns(await readRuns(ctx, window));
  }
  const merged = new RunRollup();
  await readRollups(ctx, window, (rollup) => {
    merged.mergeEncoded(rollup);
    onRollup?.(rollup);
  });
  return merged.kpiBlock();
}

async function readRollups(ctx: Context, window: RunWindow, onRollup: (rollup: Rollup) => void): Promise<void> {
  for await (const page of rollups.readPages(ctx.db, window, ROLLUPS_PER_READ))
    page.forEach((rollup) => onRollup(rollup));
}

async function readRuns(ctx: Context, window: RunWindow): Promise<FinishedRun[]> {
  const runs: FinishedRun[] = [];
  for await (const page of finishedRuns.readPages(ctx.db, window, RUNS_PER_READ)) runs.push(...page);
  return runs;
}
