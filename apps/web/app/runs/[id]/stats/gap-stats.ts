import type { InterTokenStats, Run } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatLength } from "../format-length.ts";
import { part, type Stat } from "./stat.ts";
import { withoutEvents } from "./without-events.ts";

/** What lies between two gaps. */
export type GapWords = { noun: string; plural: string; rest: string };

const gapWords = ({ noun, rest }: GapWords) => ({
  title: "Gaps, p50 / p95 / max",
  definition: `Time between one ${noun} and the next within this run, linear interpolation (type 7). ${rest} A median needs 6 gaps and a p95 needs 59 to carry an interval; below that they are greyed.`,
});
/** The smallest n whose 95 % interval by order statistics exists, as METRICS defines it. */
const LEAST_FOR = { p50: 6, p95: 59 } as const;

export function gapStat(run: Run, words: GapWords): Stat {
  const { inter_token_stats: gaps } = run;
  if (gaps === null)
    return { ...gapWords(words), parts: [], note: withoutEvents(run) ?? `fewer than two ${words.plural}` };
  const isFew = (name: keyof typeof LEAST_FOR) => gaps.count < LEAST_FOR[name];
  return {
    ...gapWords(words),
    parts: [
      part(formatLength(gaps.p50), isFew("p50")),
      part(formatLength(gaps.p95), isFew("p95")),
      part(formatLength(gaps.max)),
    ],
    note: `n ${countOf(gaps.count, "gap")}${shortageOf(gaps)}`,
  };
}

function shortageOf({ count }: InterTokenStats): string {
  if (count < LEAST_FOR.p50) return `, too few for p50 (${LEAST_FOR.p50}) and p95 (${LEAST_FOR.p95})`;
  return count < LEAST_FOR.p95 ? `, too few for p95 (${LEAST_FOR.p95})` : "";
}

export function stallStat(run: Run, { noun, plural }: GapWords): Stat {
  const { inter_token_stats: gaps } = run;
  const title = "Stalls";
  const definition = `Gaps between one ${noun} and the next that are longer than the threshold, which is part of the metric's definition.`;
  if (gaps === null) return { title, definition, parts: [], note: withoutEvents(run) ?? `fewer than two ${plural}` };
  return {
    title,
    definition,
    parts: [part(formatNumber(gaps.stalls))],
    note: `gaps over ${formatLength(gaps.stall_threshold_ms)}`,
  };
}
