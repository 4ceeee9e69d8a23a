import type { LevelVerdict } from "./judge-level.ts";

type SearchFound = {
  high: number;
  /** What each level has to meet, as it was written. */
  thresholds: readonly string[];
  confidence: number;
  highest_met: number | null;
  lowest_not_met: number | null;
  /** Ended before its time. */
  is_cut: boolean;
  levels: readonly { level: number; verdict: LevelVerdict | "cut"; n: number }[];
};

const NOT_MET: Record<Exclude<LevelVerdict | "cut", "met">, string> = {
  missed: "was shown not to",
  not_shown: "was not shown to",
  unsteady: "was not kept up with",
  dropped: "had over 1 % of its runs dropped",
  invalid: "could not be measured: none of its loads was valid",
  cut: "was ended before it was decided",
};

/** What a search comes to, with how sure it is: "12 requests/s meets p95(response_ms) < 500 (95 % confidence, n 800); 14 ...". */
export function searchSentence(found: SearchFound, describe: (level: number) => string): string {
  const { highest_met, levels, thresholds, confidence } = found;
  const asked = thresholds.join(" and ");
  const [first] = levels;
  if (first === undefined) return "Nothing was measured.";
  if (highest_met === null) {
    const lowest = first.verdict === "met" ? "meets it" : NOT_MET[first.verdict];
    return `No level is shown to meet ${asked}. ${capital(describe(first.level))}, the lowest, ${lowest}.`;
  }
  const n = (levels.find(({ level }) => level === highest_met)?.n ?? 0).toLocaleString("en-US");
  const met = `${capital(describe(highest_met))} meets ${asked} (${confidence * 100} % confidence, n ${n})`;
  const after = found.is_cut ? " The search was ended early: a higher level may meet it too." : "";
  return `${met}; ${nextAbove(found, describe)}.${after}`;
}

function nextAbove(
  { lowest_not_met, levels, high, highest_met }: SearchFound,
  describe: (level: number) => string,
): string {
  const above = levels.find(({ level }) => level === lowest_not_met);
  if (above !== undefined && above.verdict !== "met") return `${describe(above.level)} ${NOT_MET[above.verdict]}`;
  return highest_met === high ? "it is the highest level of the search" : "no higher level was measured";
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
