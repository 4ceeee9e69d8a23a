import { findReversals } from "@tfbench/stats";
import type { BudgetStop, Threshold } from "@tfbench/stats";
import type { SearchTask } from "../levels/level-task.ts";
import type { SearchDocument, SearchLevel } from "./search-document.ts";
import { searchSentence } from "./search-sentence.ts";

const METHOD =
  "half of the allowed error for climbing in a fixed order, half shared evenly by the levels that narrowing may take (Bonferroni), each shared evenly by the loads of a level";

type Searched = {
  task: SearchTask;
  thresholds: readonly Threshold[];
  levels: SearchLevel[];
  isCut: boolean;
  stopped: BudgetStop | null;
};

export function createSearchDocument({ task, thresholds, levels, isCut, stopped }: Searched): SearchDocument {
  const met = levels.filter(({ verdict }) => verdict === "met").map(({ level }) => level);
  const notMet = levels.filter(({ verdict }) => verdict !== "met").map(({ level }) => level);
  const found = {
    axis: task.axis,
    low: task.low,
    high: task.high,
    thresholds: thresholds.map(({ text }) => text),
    confidence: task.confidence,
    method: METHOD,
    highest_met: met.length === 0 ? null : Math.max(...met),
    lowest_not_met: notMet.length === 0 ? null : Math.min(...notMet),
    levels,
    reversals: reversalsOf(thresholds, levels),
    settle_ms: task.settleMs,
    is_cut: isCut,
    stopped,
  };
  return { kind: "search", ...found, sentence: searchSentence(found) };
}

function reversalsOf(thresholds: readonly Threshold[], levels: readonly SearchLevel[]): SearchDocument["reversals"] {
  return thresholds.flatMap(({ text }, i) => {
    const shares = levels.flatMap(({ level, thresholds: evidence }) => {
      const own = evidence[i];
      return own === undefined ? [] : [{ level, good: own.good, n: own.n, effective_n: own.effective_n }];
    });
    return findReversals(shares).map((reversal) => ({ ...reversal, threshold: text }));
  });
}
