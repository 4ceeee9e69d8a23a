import type { SweepSummary } from "@tfbench/contracts";
import type { BatchStatus } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { sayLevels } from "./say-level.ts";

const ROWS = 25;

export const sweepsInput = ({ cursor }: { cursor: string | null }) => ({
  limit: ROWS,
  ...(cursor === null ? {} : { cursor }),
});

export type SweepRow = {
  id: number;
  href: string;
  createdAt: string;
  scenario: { name: string; href: string };
  target: string;
  origin: SweepSummary["origin"];
  levels: string;
  status: BatchStatus;
  ended: string;
};

/** Decides what the list says. */
export const prepareSweepRows = (sweeps: readonly SweepSummary[]): SweepRow[] =>
  sweeps.map((sweep) => ({
    id: sweep.id,
    href: `/sweeps/${sweep.id}`,
    createdAt: sweep.created_at,
    scenario: { name: sweep.scenario_name, href: `/scenarios/${sweep.scenario_id}` },
    target: sweep.target_name,
    origin: sweep.origin,
    levels:
      sweep.search === null
        ? sayLevels(sweep.axis, sweep.levels)
        : `search of ${sayLevels(sweep.axis, [sweep.search.low, sweep.search.high])}`,
    status: sweep.status,
    ended:
      sweep.search === null
        ? `${formatNumber(sweep.ended_levels)} of ${formatNumber(sweep.levels.length)}`
        : countOf(sweep.ended_levels, "load"),
  }));
