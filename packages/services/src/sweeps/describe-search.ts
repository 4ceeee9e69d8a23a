import type { SearchState, SweepAxis, SweepSearch } from "@tfbench/contracts";
import { findReversals, searchSentence } from "@tfbench/stats";

/** A search as it is shown, with what it came to once it has ended. */
export function describeSearch(axis: SweepAxis, state: SearchState): SweepSearch {
  const { load: _load, seed: _seed, warm_up: _warmUp, ...search } = state;
  const reversals = reversalsOf(search);
  if (search.ended === null) return { ...search, reversals, sentence: null };
  const levels = search.tried.map(({ level, verdict, evidence }) => ({
    level,
    verdict: verdict ?? ("cut" as const),
    n: evidence[0]?.n ?? 0,
  }));
  const found = { ...search, levels, is_cut: search.ended !== "decided" };
  return { ...search, reversals, sentence: searchSentence(found, (level) => describeLevel(axis, level)) };
}

const reversalsOf = ({ thresholds, tried }: Pick<SearchState, "thresholds" | "tried">): SweepSearch["reversals"] =>
  thresholds.flatMap((threshold, at) => {
    const shares = tried.flatMap(({ level, evidence }) => {
      const own = evidence[at];
      return own === undefined ? [] : [{ level, good: own.good, n: own.n, effective_n: own.effective_n }];
    });
    return findReversals(shares).map((reversal) => ({ ...reversal, threshold }));
  });

/** "concurrency 8", "12.5 requests/s", as the command line says it. */
const describeLevel = (axis: SweepAxis, level: number): string => {
  const text = level.toLocaleString("en-US", { maximumFractionDigits: 3 });
  return axis === "concurrency" ? `concurrency ${text}` : `${text} requests/s`;
};
