import type { DashboardTrends, Finding, HistoryFinding, HistoryLine, SloBreach, SparkPoint } from "@tfbench/contracts";
import type { TrendTile } from "@tfbench/contracts";
import { definitionsOf } from "#components/kpi/definitions-of.ts";
import type { BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import { ALERT_LOOK, VERDICT_LOOK, type Look } from "#components/status-look.ts";
import type { Spark, StatTileModel } from "#components/stat-tile.tsx";
import { formatNumber } from "#format/format-number.ts";

export type FindingRow = {
  id: string;
  look: Look;
  scenario: { name: string; href: string };
  sentence: string;
  /** Since when, of a change point. */
  since: string | null;
  basis: string;
  runsHref: string;
  batchHref: string | null;
};
export type WhatChanged = { title: string; rows: FindingRow[]; note: string };

function runsHref({ runs_filter: filter }: Pick<Finding, "runs_filter">): string {
  const { scenario_id: scenarios, status, sort, origin, from, to } = filter;
  const params = new URLSearchParams({ scenario: scenarios.join(","), origin, from, to });
  if (status !== undefined) params.set("status", status.join(","));
  if (sort !== undefined) params.set("sort", sort);
  return `/runs?${params}`;
}

/** A change point further back is news no longer, unless the period that is shown reaches so far. */
const NEWS_MS = 7 * 24 * 3_600_000;

function historyRow(finding: HistoryFinding, line: HistoryLine, { origin, period }: DashboardTrends): FindingRow {
  const { scenario_id: scenario, target_id: target, target_name, concurrency } = line;
  const since = finding.at;
  const runs = { scenario: String(scenario), target: String(target), origin, from: since, to: period.to };
  return {
    id: `${finding.kind}-${finding.batch_id}`,
    look: VERDICT_LOOK[finding.verdict],
    scenario: { name: line.scenario_name, href: `/scenarios/${scenario}?origin=${origin}&period=30d` },
    sentence: finding.sentence,
    since,
    basis: `${target_name}, ${concurrency} at a time`,
    runsHref: `/runs?${new URLSearchParams(runs)}`,
    batchHref: `/batches/${finding.batch_id}`,
  };
}

/** The latest change of each line, if it is news: alerts before tentative ones, the largest first. */
function historyRows(trends: DashboardTrends): FindingRow[] {
  const earliest = Math.min(Date.parse(trends.period.from), Date.parse(trends.period.to) - NEWS_MS);
  return trends.history
    .flatMap((line) => line.findings.slice(-1).map((finding) => ({ line, finding })))
    .filter(({ finding: { at } }) => Date.parse(at) >= earliest && Date.parse(at) <= Date.parse(trends.period.to))
    .toSorted(({ finding: a }, { finding: b }) => Number(a.is_tentative) - Number(b.is_tentative) || b.e - a.e)
    .map(({ line, finding }) => historyRow(finding, line, trends));
}

/** What is wrong now comes before what changed. */
const breachRow = (breach: SloBreach, { origin }: DashboardTrends): FindingRow => ({
  id: `slo-${breach.scenario_id}-${breach.slo.text}`,
  look: ALERT_LOOK,
  scenario: { name: breach.scenario_name, href: `/scenarios/${breach.scenario_id}?origin=${origin}` },
  sentence: breach.sentence,
  since: null,
  basis: `n ${formatNumber(breach.slo.n)}`,
  runsHref: runsHref(breach),
  batchHref: null,
});

/** Whether any line was long enough to search; said where nothing was found. */
function historyNote({ history }: DashboardTrends): string {
  const short = history.filter(({ batches }) => batches < FEWEST_BATCHES).length;
  if (history.length === 0) return "";
  return short === 0
    ? " Change points: in the latest 50 batches of each definition, target and load."
    : ` Change points: in the latest 50 batches of each definition, target and load; under ${FEWEST_BATCHES} batches, as in ${short} of ${history.length}, only a boundary test.`;
}
const FEWEST_BATCHES = 12;

const hasBefore = ({ changes }: DashboardTrends): boolean =>
  Object.values(changes).some(({ n_before: before }) => before > 0);

/** Is anything broken, slower, dearer than before? What was found, and otherwise what was compared. */
export function prepareWhatChanged(trends: DashboardTrends): WhatChanged {
  const changes = historyRows(trends);
  const { length } = [...trends.slo_breaches, ...changes, ...trends.findings];
  const count = length === 0 ? "no finding" : `${length} ${length === 1 ? "finding" : "findings"}`;
  return {
    title: `What changed: ${count}`,
    note: `${hasBefore(trends) ? trends.note : `${trends.changes.total_duration_ms.sentence}.`}${historyNote(trends)}`,
    rows: [
      ...trends.slo_breaches.map((breach) => breachRow(breach, trends)),
      ...changes,
      ...trends.findings.map((finding) => ({
        id: `${finding.kind}-${finding.scenario_id}`,
        look: VERDICT_LOOK[finding.verdict],
        scenario: { name: finding.scenario_name, href: `/runs?scenario=${finding.scenario_id}` },
        sentence: finding.sentence,
        basis: `n ${formatNumber(finding.n_after)}, ${formatNumber(finding.n_before)} before`,
        since: null,
        runsHref: runsHref(finding),
        batchHref: null,
      })),
    ],
  };
}

/** Which tile a trend belongs to, by the tile's definition. */
const DEFINITION_OF = {
  success: "success",
  completed_unchecked: "completed_unchecked",
  goal_success: "goal_success",
  total_duration_ms: "total_duration_ms",
  ttft_ms: "ttft_ms",
  cost_per_success: "cost",
} as const satisfies Record<TrendTile, keyof ReturnType<typeof definitionsOf>>;
const SHARES: readonly TrendTile[] = ["success", "completed_unchecked", "goal_success"];

/** What is measured in less of the period is a speck, not a line. */
const LEAST_SPAN = 0.2;

function isSpeck(points: readonly SparkPoint[]): boolean {
  const first = points.findIndex(({ value }) => value !== null);
  const last = points.findLastIndex(({ value }) => value !== null);
  return last === first || (last - first) / points.length < LEAST_SPAN;
}

/** Shares of the box, from the top left; null where it would be a speck. A share has its fixed scale, all else begins at 0. */
export function sparkOf(tile: TrendTile, points: readonly SparkPoint[]): Spark | null {
  if (isSpeck(points)) return null;
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const highest = SHARES.includes(tile) ? 1 : Math.max(...values);
  if (highest <= 0) return null;
  return points.map(({ value }, index) =>
    value === null ? null : { x: (index + 0.5) / points.length, y: 1 - value / highest },
  );
}

const isTrendTile = (name: string): name is TrendTile => name in DEFINITION_OF;

/** Adds to each tile what changed, in words with its interval, and how it went on. */
export function addTrends(tiles: BlockTiles, trends: DashboardTrends | undefined): BlockTiles {
  if (trends === undefined) return tiles;
  const names = Object.keys(DEFINITION_OF).filter(isTrendTile);
  const definitions = definitionsOf(trends.measured);
  const extend = (tile: StatTileModel): StatTileModel => {
    const name = names.find((each) => definitions[DEFINITION_OF[each]].title === tile.title);
    if (name === undefined) return tile;
    const { verdict, sentence, n_before: before } = trends.changes[name];
    const isKnown = tile.figures.some(({ value }) => value !== null);
    return {
      ...tile,
      trend: {
        verdict,
        sentence: before === 0 ? null : sentence,
        spark: isKnown ? sparkOf(name, trends.sparks[name]) : null,
      },
    };
  };
  return { outcomes: tiles.outcomes.map(extend), times: tiles.times.map(extend) };
}
