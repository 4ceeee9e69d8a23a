import { TrendTile } from "@tfbench/contracts";
import type { Change, DashboardTrends, KpiFilter } from "@tfbench/contracts";
import { RunRollup, isAttempted } from "@tfbench/stats";
import { kpis, reportRuns, rollups, scenarios as scenarioRows } from "@tfbench/store";
import type { ReportRun, RunWindow, SampledScenario } from "@tfbench/store";
import { compareSides } from "../comparing/compare-sides.ts";
import type { Context } from "../context.ts";
import { readHistory } from "../reports/read-history.ts";
import { combineScenarios } from "./combine-scenarios.ts";
import type { ComparedScenario } from "./combine-scenarios.ts";
import { findBreaches } from "./find-breaches.ts";
import { findFindings } from "./find-findings.ts";
import { keptComparisons } from "./kept-comparisons.ts";
import { kpiPeriods } from "./kpi-periods.ts";
import { periodBefore } from "./period-words.ts";
import { sampleStrides } from "./sample-strides.ts";
import { shownMeasured } from "./shown-measured.ts";
import { shownOrigin } from "./shown-origin.ts";
import { TrendSteps } from "./trend-steps.ts";

const ROLLUPS_PER_READ = 400;
/** One statement looks at about so many runs, a few milliseconds of the embedded database. */
const RUNS_PER_SAMPLE = 25_000;
/** Scenarios with the most runs; the others have too few to weigh. */
const MOST_SCENARIOS = 60;
/** As many as have a chart, and as many again. */
const MOST_HISTORIES = 24;
/** The mix changed when the scenarios' shares of the runs moved by this much in all. */
const MIX_SHIFT = 0.1;

type Counts = Map<number, RunRollup>;

/**
 * What changed against the period before, within scenarios, and the steps behind the overview's tiles. Counts come from
 * the hourly rollups, where they are exact; times are compared on run rows, a random sample where there are very many.
 * Reads in many short statements and in no transaction, as `getDashboardKpis` does.
 */
export async function getDashboardTrends(ctx: Context, filter: KpiFilter): Promise<DashboardTrends> {
  const { db, project_id, settings } = ctx;
  const { period, previous_period, bucket_ms } = kpiPeriods(filter, settings.now());
  const origin = filter.origin ?? shownOrigin(await kpis.origins(db, project_id));
  const { scenario_id, automation_id, target_id } = filter;
  const all = { project_id, origin, scenario_id, automation_id, target_id };
  const { measured, narrowing } = await shownMeasured(ctx, all);
  const shown = { ...all, ...narrowing };
  const windows = { before: { ...shown, ...previous_period }, after: { ...shown, ...period } };

  const steps = new TrendSteps({ period, bucket_ms });
  const after: Counts = new Map();
  for await (const page of rollups.readPages(db, windows.after, ROLLUPS_PER_READ)) {
    for (const rollup of page) {
      steps.add(rollup);
      countsOf(after, rollup.scenario_id).mergeCounts(rollup.counts);
    }
  }
  const before: Counts = new Map();
  for await (const page of rollups.readCounts(db, windows.before, ROLLUPS_PER_READ))
    for (const rollup of page) countsOf(before, rollup.scenario_id).mergeCounts(rollup.counts);

  const than = periodBefore(filter, period);
  const { scenarios, sampled } = await compareScenarios(ctx, { windows, before, after });
  const facts = {
    than,
    ran_before: before.size > 0,
    ran_after: after.size > 0,
    mix_changed: mixShift(before, after) > MIX_SHIFT,
  };
  const change = (tile: TrendTile): [TrendTile, Change] => [tile, combineScenarios(tile, scenarios, facts)];
  return {
    origin,
    measured,
    period,
    previous_period,
    bucket_ms,
    note: `Changes are within scenario, against ${than}, over all attempted runs, with the earlier period's weights.${sayHowSampled(sampled)}`,
    slo_breaches: await findBreaches(ctx, { window: windows.after, counts: after }),
    findings: findFindings(scenarios, { period, origin, measured, than }),
    history: await readHistory(ctx, {
      scenario_ids: busiest(after, MOST_HISTORIES),
      origin,
      target_id: target_id ?? null,
    }),
    // Every tile is a key, because the entries are the options of its schema.
    changes: Object.fromEntries(TrendTile.options.map(change)) as DashboardTrends["changes"],
    outcomes: steps.outcomes(),
    sparks: steps.sparks(),
  };
}

function countsOf(counts: Counts, scenario_id: number): RunRollup {
  const known = counts.get(scenario_id) ?? new RunRollup();
  counts.set(scenario_id, known);
  return known;
}

/** Rates are not sampled: their counts come from the rollups. */
function sayHowSampled(scenarios: number): string {
  if (scenarios === 0) return "";
  const which = scenarios === 1 ? "one scenario" : `${scenarios} scenarios`;
  return ` Times and costs of ${which} with very many runs are compared on a random sample of them, the same at every reading.`;
}

type Compared = { windows: { before: RunWindow; after: RunWindow }; before: Counts; after: Counts };

/** `sampled` says of how many scenarios not every run was read. */
async function compareScenarios(
  ctx: Context,
  { windows, before, after }: Compared,
): Promise<{ scenarios: ComparedScenario[]; sampled: number }> {
  const inBoth = new Map([...before].filter(([id]) => after.has(id)));
  const shared = busiest(inBoth, MOST_SCENARIOS);
  if (shared.length === 0) return { scenarios: [], sampled: 0 };
  const strides = [before, after].map((counts) =>
    sampleStrides(shared.map((scenario_id) => ({ scenario_id, runs: finishedOf(counts, scenario_id) }))),
  );
  const changes = await changesOf(ctx, { windows, before, after, shared, strides });
  const names = await scenarioRows.names(ctx.db, { project_id: ctx.project_id, ids: shared });
  const scenarios = shared.map((scenario_id) => ({
    scenario_id,
    scenario_name: names.get(scenario_id) ?? `Scenario ${scenario_id}`,
    attempted_before: before.get(scenario_id)?.countWhere(isAttempted) ?? 0,
    attempted_after: after.get(scenario_id)?.countWhere(isAttempted) ?? 0,
    changes: found(changes.get(scenario_id)),
  }));
  const thinned = strides.flat().filter(({ stride }) => stride > 1);
  return { scenarios, sampled: new Set(thinned.map(({ scenario_id }) => scenario_id)).size };
}

type Asked = Compared & { shared: readonly number[]; strides: readonly SampledScenario[][] };
type Changes = ComparedScenario["changes"];

/** What changed within each scenario. Only runs of those that are not known yet are read and compared. */
async function changesOf(ctx: Context, asked: Asked): Promise<Map<number, Changes>> {
  const { windows, before, after, shared, strides } = asked;
  const kept = keptComparisons(ctx.db);
  const keys = new Map(await keysOf(ctx, asked));
  const changes = new Map<number, Changes>();
  for (const [id, key] of keys) {
    const known = kept.find(key);
    if (known !== null) changes.set(id, known);
  }
  const unknown = shared.filter((id) => !changes.has(id));
  if (unknown.length === 0) return changes;
  const [ofBefore = [], ofAfter = []] = strides.map((side) =>
    side.filter(({ scenario_id }) => !changes.has(scenario_id)),
  );
  const earlier = await sampleSide(ctx, { window: windows.before, counts: before, strides: ofBefore });
  const later = await sampleSide(ctx, { window: windows.after, counts: after, strides: ofAfter });
  for (const id of unknown) {
    // Comparing one scenario takes tens of milliseconds: other answers come in between.
    await new Promise(setImmediate);
    const side = (counts: Counts, runs: Map<number, ReportRun[]>) => ({
      countWhere: (belongs: Parameters<RunRollup["countWhere"]>[0]) => counts.get(id)?.countWhere(belongs) ?? 0,
      runs: runs.get(id) ?? [],
    });
    const compared = compareSides(side(before, earlier), side(after, later));
    changes.set(id, compared);
    kept.keep(keys.get(id) ?? "", compared);
  }
  return changes;
}

/** Everything a comparison depends on: the windows, which share of the runs is read, how many ended how, and the newest. */
async function keysOf(ctx: Context, { windows, before, after, shared, strides }: Asked): Promise<[number, string][]> {
  const newest = await reportRuns.newestOf(ctx.db, shared);
  return shared.map((id, place) => {
    const counts = [before, after].map((side) => side.get(id)?.encode().counts);
    const stride = strides.map((side) => side[place]?.stride);
    return [id, JSON.stringify([windows, id, stride, counts, newest.get(id)])];
  });
}

function found(changes: Changes | undefined): Changes {
  if (changes === undefined) throw new Error("A scenario was not compared.");
  return changes;
}

/** The scenarios with the most finished runs. */
const busiest = (counts: Counts, most: number): number[] =>
  [...counts.keys()].toSorted((a, b) => finishedOf(counts, b) - finishedOf(counts, a) || a - b).slice(0, most);

const finishedOf = (counts: Counts, id: number): number => counts.get(id)?.countWhere(() => true) ?? 0;

type SampleOrder = { window: RunWindow; counts: Counts; strides: readonly SampledScenario[] };

/** The runs to compare, by scenario: all of them, or one of every so many. */
async function sampleSide(ctx: Context, { window, counts, strides }: SampleOrder): Promise<Map<number, ReportRun[]>> {
  const all = [...counts.keys()].reduce((sum, id) => sum + finishedOf(counts, id), 0);
  const slices = Math.ceil(Math.max(1, all) / RUNS_PER_SAMPLE);
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  const edge = (slice: number) => new Date(fromMs + Math.round(((toMs - fromMs) * slice) / slices)).toISOString();
  const runs: ReportRun[] = [];
  for (let slice = 0; slice < slices; slice += 1)
    runs.push(...(await reportRuns.sample(ctx.db, { ...window, from: edge(slice), to: edge(slice + 1) }, strides)));
  return Map.groupBy(runs, ({ scenario_id }) => scenario_id);
}

/** Half the sum of how far each scenario's share of the runs moved: 0 for the same mix, 1 for another one. */
function mixShift(before: Counts, after: Counts): number {
  const whole = (counts: Counts) => [...counts.keys()].reduce((sum, id) => sum + finishedOf(counts, id), 0);
  const [earlier, later] = [whole(before), whole(after)];
  if (earlier === 0 || later === 0) return 0;
  const ids = new Set([...before.keys(), ...after.keys()]);
  const moved = [...ids].map((id) => Math.abs(finishedOf(before, id) / earlier - finishedOf(after, id) / later));
  return moved.reduce((sum, share) => sum + share, 0) / 2;
}
