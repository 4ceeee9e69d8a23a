import type { SearchLoad, SearchState, SweepAxis, Threshold, TriedLevel } from "@tfbench/contracts";
import { parseSlos } from "@tfbench/contracts";
import { addUp, judgeLevel, nextSearchStep, searchThresholds, shareBounds } from "@tfbench/stats";
import type { LevelLoad, SearchPlan } from "@tfbench/stats";

type Asked = Pick<SearchState, "low" | "high" | "confidence" | "loads_per_level">;

export const searchPlanOf = (axis: SweepAxis, { low, high, confidence, loads_per_level }: Asked): SearchPlan => ({
  low,
  high,
  confidence,
  isWhole: axis === "concurrency",
  looks: loads_per_level,
});

/** The search with its next level begun, or ended where there is none. Pure. */
export function beginLevel(axis: SweepAxis, state: SearchState): SearchState {
  const { tried } = state;
  const results = tried.map(({ level, verdict }) => ({ level, isMet: verdict === "met" }));
  const step = nextSearchStep(searchPlanOf(axis, state), results);
  if (step.do === "end") return endSearch(state, "decided", null);
  const { level, phase, alpha, most_left } = step;
  return { ...state, most_left, tried: [...tried, { level, phase, alpha, verdict: null, evidence: [], loads: [] }] };
}

/** The search with one more load of the level it is at, which may decide the level, and so the search. Pure. */
export function advanceSearch(axis: SweepAxis, state: SearchState, load: SearchLoad): SearchState {
  const current = levelInHand(state);
  const thresholds = searchThresholds(parseSlos(state.slos));
  const loads = [...current.loads, load];
  const rule = { shares: thresholds.map(({ share }) => share), alpha: current.alpha, looks: state.loads_per_level };
  const verdict = judgeLevel(loads.map(toLevelLoad), rule);
  const evidence = thresholds.map((threshold, at) => evidenceOf(threshold, { at, loads, alpha: current.alpha }));
  const tried = [...state.tried.slice(0, -1), { ...current, loads, verdict, evidence }];
  const next = { ...state, ...foundIn(tried), tried };
  return verdict === null ? next : beginLevel(axis, next);
}

/** The level in hand is not decided: nobody knows what its load would have shown. */
export function endSearch(
  state: SearchState,
  ended: NonNullable<SearchState["ended"]>,
  because: string | null,
): SearchState {
  const tried = state.tried.map((one) => (one.verdict === null ? { ...one, verdict: "cut" as const } : one));
  return {
    ...state,
    ...foundIn(tried),
    tried,
    most_left: 0,
    ended,
    ended_because: because,
    open_batch_id: null,
  };
}

/** The one that is being measured. */
export function levelInHand({ tried }: Pick<SearchState, "tried">): TriedLevel {
  const last = tried.at(-1);
  if (last === undefined || last.verdict !== null) throw new Error("A search that goes on has a level in hand.");
  return last;
}

function foundIn(tried: readonly TriedLevel[]): Pick<SearchState, "highest_met" | "lowest_not_met"> {
  const met = tried.filter(({ verdict }) => verdict === "met").map(({ level }) => level);
  const notMet = tried.filter(({ verdict }) => verdict !== "met" && verdict !== null).map(({ level }) => level);
  return {
    highest_met: met.length === 0 ? null : Math.max(...met),
    lowest_not_met: notMet.length === 0 ? null : Math.min(...notMet),
  };
}

const toLevelLoad = ({ evidence, is_unsteady, is_invalid, is_over_dropped }: SearchLoad): LevelLoad => ({
  evidence,
  isUnsteady: is_unsteady,
  isInvalid: is_invalid,
  isOverDropped: is_over_dropped,
});

type Loads = { at: number; loads: readonly SearchLoad[]; alpha: number };

function evidenceOf({ text, share }: Threshold, { at, loads, alpha }: Loads): TriedLevel["evidence"][number] {
  const evidence = addUp(loads.filter(({ is_invalid }) => !is_invalid).map((load) => load.evidence[at]));
  return { text, share, ...evidence, ...(shareBounds(evidence, alpha) ?? { low: null, high: null }) };
}
