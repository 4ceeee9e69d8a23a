import type { FailureGroup, ScenarioReport, ScenarioReportFilter } from "@tfbench/contracts";
import { isAttempted, summarizeRuns } from "@tfbench/stats";
import { reportBatches, reportRuns, scenarios } from "@tfbench/store";
import type { BatchFact, ReportRun, RunWindow } from "@tfbench/store";
import type { Context } from "../context.ts";
import { kpiPeriods } from "../dashboard/kpi-periods.ts";
import { shownOrigin } from "../dashboard/shown-origin.ts";
import { sloOfPeriod } from "../slos/slo-of-period.ts";
import { found } from "../not-found.ts";
import { definitionHistory } from "../reports/definition-history.ts";
import { distributionOf, endedMs } from "../reports/distribution-of.ts";
import { failuresOf, sayFailure } from "../reports/failures-of.ts";
import { readHistory } from "../reports/read-history.ts";
import { reliabilityOf } from "../reports/reliability-of.ts";
import { trendOfBatches } from "../reports/trend-of-batches.ts";
import { count, writeHeadline } from "../reports/write-figures.ts";

/** Above this the newest runs of the period are reported, and the report says so. */
const MOST_RUNS = 20_000;
const RUNS_PER_READ = 1_000;
const MOST_BATCHES = 300;
const MOST_FAILURES = 50;

/** All that the runs of a period say about one scenario, from run rows. Reads in many short statements, in no transaction. */
export async function getScenarioReport(
  ctx: Context,
  { id, ...filter }: { id: number } & ScenarioReportFilter,
): Promise<ScenarioReport> {
  const { db, project_id, settings } = ctx;
  const scenario = found(await scenarios.find(db, { project_id, id }), { noun: "Scenario", id });
  const { period } = kpiPeriods(filter, settings.now());
  const scope = await reportBatches.scope(db, { project_id, scenario_id: id });
  const origin = filter.origin ?? shownOrigin(scope.origins);
  const window = { project_id, origin, ...period, scenario_id: id, target_id: filter.target_id };
  const { runs, note } = await readRuns(ctx, window);
  const facts = await readFacts(ctx, runs);
  const attempted = runs.filter(isAttempted);
  const { gaps_ms: _, ...block } = summarizeRuns(runs.map((run) => ({ ...run, gap_sketch: null })));
  const total = distributionOf(attempted.map(endedMs));
  return {
    scenario_id: id,
    provider: scenario.provider,
    origin,
    origins_available: scope.origins,
    targets: scope.targets,
    target_id: filter.target_id ?? null,
    period,
    runs_read: runs.length,
    note,
    block,
    headline: writeHeadline({ provider: scenario.provider, block, total }),
    slo: await sloOfPeriod(ctx, scenario, window),
    trend: trendOfBatches(runs, facts).slice(-MOST_BATCHES),
    history: await readHistory(ctx, { scenario_ids: [id], origin, target_id: filter.target_id ?? null }),
    distribution: { total, ttft: distributionOf(attempted.map(({ ttft_ms }) => ttft_ms)) },
    reliability: reliabilityOf(runs, facts),
    failures: await readFailures(ctx, runs),
    definitions: await definitionHistory(ctx, scenario, origin),
  };
}

async function readRuns(ctx: Context, window: RunWindow): Promise<{ runs: ReportRun[]; note: string | null }> {
  const runs: ReportRun[] = [];
  for await (const page of reportRuns.readPages(ctx.db, window, RUNS_PER_READ)) {
    runs.push(...page);
    if (runs.length >= MOST_RUNS)
      return { runs, note: `The newest ${count(runs.length)} runs of this period; choose a shorter one to see all.` };
  }
  return { runs, note: null };
}

const FACTS_PER_READ = 200;

async function readFacts(ctx: Context, runs: readonly ReportRun[]): Promise<BatchFact[]> {
  const ids = [...new Set(runs.map(({ batch_id }) => batch_id))];
  const facts: BatchFact[] = [];
  for (let first = 0; first < ids.length; first += FACTS_PER_READ)
    facts.push(...(await reportBatches.facts(ctx.db, ids.slice(first, first + FACTS_PER_READ))));
  return facts;
}

async function readFailures(ctx: Context, runs: readonly ReportRun[]): Promise<FailureGroup[]> {
  const groups = failuresOf(runs).slice(0, MOST_FAILURES);
  const latest = groups.flatMap(({ example_run_ids }) => example_run_ids.slice(0, 1));
  const sayings = new Map((await reportRuns.readSayings(ctx.db, latest)).map(({ id, said }) => [id, said]));
  return groups.map((group) => ({
    ...group,
    sentence: sayFailure(group, sayings.get(group.example_run_ids[0] ?? 0) ?? null),
  }));
}
