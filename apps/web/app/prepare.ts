import type { DashboardKpis } from "@tfbench/contracts";
import { definitionsOf } from "#components/kpi/definitions-of.ts";
import { prepareBlockTiles, type BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import { measuredPart } from "#components/measured/measured-part.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { countOf } from "#format/count-of.ts";
import { elapsedSince } from "#format/elapsed-since.ts";
import { formatNumber } from "#format/format-number.ts";

export type Overview = {
  /** Null where there is no run to show. */
  lead: string | null;
  /** What judges the runs; null where nothing could. */
  checksNote: string | null;
  tiles: BlockTiles;
  isEmpty: boolean;
};

/** How long the oldest run had waited when the API answered; the period may reach to the end of its last hour. */
const oldestWait = ({ queue }: DashboardKpis, answeredAtMs: number): string | null =>
  queue.oldest_queued_at === null ? null : `the oldest for ${elapsedSince(queue.oldest_queued_at, answeredAtMs)}`;

function queueTile(kpis: DashboardKpis, answeredAtMs: number): StatTileModel {
  const { measured, queue } = kpis;
  return {
    ...definitionsOf(measured).queue,
    figures: [
      {
        name: null,
        value: formatNumber(queue.queued),
        unit: queue.queued === 1 ? "run waits" : "runs wait",
        interval: null,
        basis: `${formatNumber(queue.running)} running`,
        why: null,
        isGreyed: false,
      },
    ],
    note: oldestWait(kpis, answeredAtMs),
    previous: null,
    link: queue.queued + queue.running === 0 ? null : { href: "/runs?status=queued,running", text: "Show them" },
  };
}

/** Decides what the overview says; the view only draws it. */
export function prepareOverview(kpis: DashboardKpis, answeredAtMs: number): Overview {
  const { origin, measured, period, current, previous, queue } = kpis;
  const tiles = prepareBlockTiles({
    measured,
    block: current,
    previous,
    nothing: "no finished run in this period",
    runsHref: (filter) =>
      `/runs?${new URLSearchParams({ origin, from: period.from, to: period.to, ...measuredPart(measured), ...filter })}`,
  });
  const isEmpty = kpis.recent_runs.length === 0 && queue.queued + queue.running === 0;
  return {
    lead: isEmpty
      ? null
      : `Showing ${ORIGIN_WORD[origin]} runs: ${countOf(current.attempted, "attempted run")} ${MEASURED_WORDS[measured].ofWhom} in this period, ${formatNumber(previous.attempted)} in the one before.`,
    checksNote: measured === "agents" ? kpis.checks.note : null,
    tiles: { ...tiles, outcomes: [...tiles.outcomes, queueTile(kpis, answeredAtMs)] },
    isEmpty,
  };
}
