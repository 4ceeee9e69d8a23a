import type { Sweep, SweepSearch, TriedLevel } from "@tfbench/contracts";
import { TRIED_LOOK, type Look } from "#components/status-look.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { sayLevel } from "../say-level.ts";
import type { SweepProgress } from "./prepare.ts";

type Searched = Pick<Sweep, "axis"> & { search: SweepSearch };

export type TriedRow = {
  key: string;
  level: string;
  look: Look;
  loads: string;
  /** A line a threshold: "790 of 800 good for success >= 0.9: 97.8 % to 99.5 %". */
  evidence: string[];
};

const percent = (share: number): string => `${formatNumber(share * 100, 1)} %`;

function sayEvidence({ text, good, n, effective_n, low, high }: TriedLevel["evidence"][number]): string {
  const worth = effective_n < n ? `, worth ${formatNumber(Math.floor(effective_n))}` : "";
  const bounds = low === null || high === null ? "no run" : `${percent(low)} to ${percent(high)}`;
  return `${formatNumber(good)} of ${formatNumber(n)}${worth} good for ${text}: ${bounds}`;
}

/** The levels a search has tried, from the lowest on. */
export const prepareTried = ({ axis, search }: Searched): TriedRow[] =>
  search.tried
    .toSorted((a, b) => a.level - b.level)
    .map(({ level, verdict, loads, evidence }) => ({
      key: String(level),
      level: sayLevel(axis, level),
      look: TRIED_LOOK[verdict ?? "undecided"],
      loads: formatNumber(loads.length),
      evidence: evidence.map(sayEvidence),
    }));

type SearchConclusion = { sentence: string; notes: string[] };

/** The answer once there is one, and until then how far it is. */
export function prepareSearchConclusion({ axis, search }: Searched): SearchConclusion {
  const { sentence, thresholds, highest_met, confidence, ended_because, reversals } = search;
  const asked = thresholds.join(" and ");
  const soFar =
    highest_met === null
      ? `Looking for the highest level that meets ${asked}. None is shown to yet.`
      : `So far ${sayLevel(axis, highest_met)} meets ${asked}.`;
  const doubts = reversals.map(
    ({ lower, higher, threshold }) =>
      `Not monotone: ${sayLevel(axis, lower)} did worse than ${sayLevel(axis, higher)} for ${threshold}. Something else changed, such as a cache that filled or another user of the target.`,
  );
  return {
    sentence: sentence ?? soFar,
    notes: [
      sayOrder({ axis, search }),
      ...(ended_because === null ? [] : [`It ended before its time: ${ended_because}`]),
      ...doubts,
      `${formatNumber(confidence * 100, Number.isInteger(confidence * 100) ? 0 : 2)} % over the whole search, whatever levels it tries. The first runs of each load warm up and are in no evidence.`,
    ],
  };
}

/** What was asked for, beside what it came to. */
function sayOrder({ axis, search }: Searched): string {
  const { low, high, thresholds, loads_per_level } = search;
  const range = `${sayLevel(axis, low)} to ${sayLevel(axis, high)}`;
  return `Asked: the highest level from ${range} that meets ${thresholds.join(" and ")}, with up to ${countOf(loads_per_level, "load")} a level.`;
}

export function prepareSearchProgress({ axis, search }: Searched): SweepProgress {
  const { tried, most_left, ended, loads_per_level } = search;
  const loads = tried.reduce((sum, one) => sum + one.loads.length, 0);
  const current = tried.find(({ verdict }) => verdict === null);
  const done = tried.length - (current === undefined ? 0 : 1);
  const total = done + most_left;
  const again =
    current === undefined || current.loads.length === 0
      ? ""
      : `, load ${formatNumber(current.loads.length + 1)} of up to ${formatNumber(loads_per_level)}`;
  return {
    sentence:
      ended !== null || current === undefined
        ? `${countOf(tried.length, "level")} tried with ${countOf(loads, "load")}`
        : `Level ${formatNumber(tried.length)} of at most ${formatNumber(total)}: ${sayLevel(axis, current.level)}${again}`,
    done,
    total,
    cancelText: "Cancel the search",
  };
}
