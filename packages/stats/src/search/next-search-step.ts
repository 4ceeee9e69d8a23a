/** Where to look for the highest load, and how sure the answer has to be. */
export type SearchPlan = {
  low: number;
  high: number;
  /** Whole levels, as a concurrency has; else rates, told apart down to `CLOSEST_RATES`. */
  isWhole: boolean;
  /** Of the final statement that the found level meets every threshold. */
  confidence: number;
  /** Loads a level may take before it counts as not shown. */
  looks: number;
};

export type LevelResult = { level: number; isMet: boolean };

export type SearchStep =
  | {
      do: "measure";
      level: number;
      phase: "climbing" | "narrowing";
      /** What one look at this level may spend. */
      alpha: number;
      /** The most levels the search may still take, this one counted. */
      most_left: number;
    }
  | { do: "end"; highest_met: number | null; lowest_not_met: number | null };

/** Rates closer than this share are not told apart. */
const CLOSEST_RATES = 0.05;

/**
 * The next level to measure: doubling from `low` until a level is not met, then halving the gap between the highest that is
 * met and the lowest that is not.
 *
 * No level that fails in truth is called met with a chance above 1 - confidence, over the whole search. Half of it is spent
 * climbing: there the levels are tested in a fixed order and the first that is not met ends it, so that only the first
 * failing level can be taken wrongly and none has to share (a fixed sequence; Maurer, Hothorn and Lehmacher 1995). The
 * other half is shared evenly by the levels that narrowing may take, as Bonferroni would. Each level shares what it has
 * between its looks.
 */
export function nextSearchStep(plan: SearchPlan, results: readonly LevelResult[]): SearchStep {
  const spend = spendOf(plan);
  const met = results.filter(({ isMet }) => isMet).map(({ level }) => level);
  const notMet = results.filter(({ isMet }) => !isMet).map(({ level }) => level);
  const highestMet = met.length === 0 ? null : Math.max(...met);
  if (notMet.length === 0) {
    if (highestMet !== null && highestMet >= plan.high) return end(highestMet, null);
    const level = highestMet === null ? plan.low : Math.min(plan.high, highestMet * 2);
    return { do: "measure", level, phase: "climbing", alpha: spend, most_left: mostLeft(plan, level) };
  }
  const lowestNotMet = Math.min(...notMet);
  if (highestMet === null) return end(null, lowestNotMet);
  const level = between(plan, highestMet, lowestNotMet);
  if (level === null) return end(highestMet, lowestNotMet);
  const [bottom, top] = gapAfterClimbing(results);
  const left = stepsBetween(plan, highestMet, lowestNotMet);
  return { do: "measure", level, phase: "narrowing", alpha: spend / stepsBetween(plan, bottom, top), most_left: left };
}

const spendOf = ({ confidence, looks }: SearchPlan): number => (1 - confidence) / 2 / looks;

/** The least that one look at one level may have to do with: where narrowing takes the most levels. */
export const leastAlpha = (plan: SearchPlan): number =>
  spendOf(plan) / Math.max(1, stepsBetween(plan, Math.max(plan.low, plan.high / 2), plan.high));

const end = (highestMet: number | null, lowestNotMet: number | null): SearchStep => ({
  do: "end",
  highest_met: highestMet,
  lowest_not_met: lowestNotMet,
});

/** The level in the middle; null where two are as close as they may be. */
function between({ isWhole }: SearchPlan, met: number, notMet: number): number | null {
  if (isWhole) return notMet - met <= 1 ? null : Math.floor((met + notMet) / 2);
  if (notMet <= met * (1 + CLOSEST_RATES)) return null;
  // Rates that a person would write; three digits are finer than what is told apart.
  return Number(((met + notMet) / 2).toPrecision(3));
}

/** How many levels halving a gap can take: whichever half goes on, the lower one has the finer steps. */
function stepsBetween(plan: SearchPlan, met: number, notMet: number): number {
  let top = notMet;
  let steps = 0;
  for (let level = between(plan, met, top); level !== null; level = between(plan, met, top)) {
    top = plan.isWhole ? Math.max(level, met + top - level) : level;
    steps += 1;
  }
  return steps;
}

function mostLeft(plan: SearchPlan, from: number): number {
  let levels = 1;
  let last = from;
  while (last < plan.high) {
    last = Math.min(plan.high, last * 2);
    levels += 1;
  }
  return levels + stepsBetween(plan, last / 2, last);
}

/** What climbing ended with: the first level that was not met, and the one before it. */
function gapAfterClimbing(results: readonly LevelResult[]): [met: number, notMet: number] {
  const at = results.findIndex(({ isMet }) => !isMet);
  const [before, first] = [results[at - 1], results[at]];
  if (before === undefined || first === undefined)
    throw new Error("Narrowing needs a level that was met before one that was not.");
  return [before.level, first.level];
}
