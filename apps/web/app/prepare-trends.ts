import type { ChangeVerdict, DashboardTrends, Finding, SparkPoint } from "@tfbench/contracts";
import type { TrendTile } from "@tfbench/contracts";
import { DEFINITIONS } from "#components/kpi/definitions.ts";
import type { BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import type { Spark, StatTileModel } from "#components/stat-tile.tsx";
import { formatNumber } from "#format/format-number.ts";

export type FindingRow = {
  id: string;
  verdict: ChangeVerdict;
  scenario: { name: string; href: string };
  sentence: string;
  basis: string;
  runsHref: string;
};
export type WhatChanged = { title: string; rows: FindingRow[]; note: string };

function runsHref({ runs_filter: filter }: Finding): string {
  const { scenario_id: scenarios, status, sort, origin, from, to } = filter;
  const params = new URLSearchParams({ scenario: scenarios.join(","), origin, from, to });
  if (status !== undefined) params.set("status", status.join(","));
  if (sort !== undefined) params.set("sort", sort);
  return `/runs?${params}`;
}

/** Is anything broken, slower, dearer than before? What was found, and otherwise what was compared. */
export function prepareWhatChanged({ findings, note }: DashboardTrends): WhatChanged {
  const count =
    findings.length === 0 ? "no finding" : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  return {
    title: `What changed: ${count}`,
    note,
    rows: findings.map((finding) => ({
      id: `${finding.kind}-${finding.scenario_id}`,
      verdict: finding.verdict,
      scenario: { name: finding.scenario_name, href: `/runs?scenario=${finding.scenario_id}` },
      sentence: finding.sentence,
      basis: `n ${formatNumber(finding.n_after)}, ${formatNumber(finding.n_before)} before`,
      runsHref: runsHref(finding),
    })),
  };
}

/** Which tile a trend belongs to, by the tile's title. */
const TILE_OF: Record<TrendTile, string> = {
  success: DEFINITIONS.success.title,
  completed_unchecked: DEFINITIONS.completed_unchecked.title,
  goal_success: DEFINITIONS.goal_success.title,
  total_duration_ms: DEFINITIONS.total_duration_ms.title,
  ttft_ms: DEFINITIONS.ttft_ms.title,
  cost_per_success: DEFINITIONS.cost.title,
};
const SHARES: readonly TrendTile[] = ["success", "completed_unchecked", "goal_success"];

/** Shares of the box, from the top left; null where nothing was measured. A share has its fixed scale, all else begins at 0. */
export function sparkOf(tile: TrendTile, points: readonly SparkPoint[]): Spark | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2) return null;
  const highest = SHARES.includes(tile) ? 1 : Math.max(...values);
  if (highest <= 0) return null;
  return points.map(({ value }, index) =>
    value === null ? null : { x: (index + 0.5) / points.length, y: 1 - value / highest },
  );
}

const isTrendTile = (name: string): name is TrendTile => name in TILE_OF;

/** Adds to each tile what changed, in words with its interval, and how it went on. */
export function addTrends(tiles: BlockTiles, trends: DashboardTrends | undefined): BlockTiles {
  if (trends === undefined) return tiles;
  const names = Object.keys(TILE_OF).filter(isTrendTile);
  const extend = (tile: StatTileModel): StatTileModel => {
    const name = names.find((each) => TILE_OF[each] === tile.title);
    if (name === undefined) return tile;
    const { verdict, sentence } = trends.changes[name];
    return { ...tile, trend: { verdict, sentence, spark: sparkOf(name, trends.sparks[name]) } };
  };
  return { outcomes: tiles.outcomes.map(extend), times: tiles.times.map(extend) };
}
