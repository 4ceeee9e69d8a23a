import { addUp, judgeLevel, MOST_DROPPED, nextSearchStep, shareBounds } from "@tfbench/stats";
import type { LevelLoad, SearchPlan, SearchStep, Threshold } from "@tfbench/stats";
import { describeLevel } from "../levels/describe-level.ts";
import { isOver, measureLevel } from "../levels/measure-level.ts";
import type { LevelSession, MeasuredLevel } from "../levels/measure-level.ts";
import type { SearchTask } from "../levels/level-task.ts";
import { planAtLevel } from "../levels/plan-at-level.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { checkSearch } from "./check-search.ts";
import { createSearchDocument } from "./create-search-document.ts";
import type { LevelEvidence, SearchDocument, SearchLevel } from "./search-document.ts";
import { withWarmUp } from "./with-warm-up.ts";

/** Finds the highest level that is shown to meet every threshold. Throws a CliError where that cannot be. */
export async function runSearch(plan: LocalPlan, task: SearchTask, session: LevelSession): Promise<SearchDocument> {
  const search: SearchPlan = { ...task, isWhole: task.axis === "concurrency" };
  const { thresholds } = plan.gates;
  checkSearch(plan, task, search);
  const levels: SearchLevel[] = [];
  let ordinal = 0;
  for (;;) {
    const results = levels.map(({ level, verdict }) => ({ level, isMet: verdict === "met" }));
    const step = nextSearchStep(search, results);
    if (step.do === "end" || isOver(session)) {
      return createSearchDocument({ task, thresholds, levels, isCut: isOver(session), stopped: session.watch.stop });
    }
    const most = levels.length + step.most_left;
    const said = `level ${levels.length + 1} of at most ${most}: ${describeLevel(task.axis, step.level)}`;
    const found = await measureUntilDecided({ plan, task, session, step, said, ordinal });
    levels.push(found);
    ordinal += found.loads.length;
  }
}

type Deciding = {
  plan: LocalPlan;
  task: SearchTask;
  session: LevelSession;
  step: Extract<SearchStep, { do: "measure" }>;
  said: string;
  /** Of the level's first load. */
  ordinal: number;
};

async function measureUntilDecided({ plan, task, session, step, said, ordinal }: Deciding): Promise<SearchLevel> {
  const { axis, looks, settleMs } = task;
  const { thresholds } = plan.gates;
  const rule = { shares: thresholds.map(({ share }) => share), alpha: step.alpha, looks };
  const loads: MeasuredLevel[] = [];
  for (;;) {
    const again = loads.length === 0 ? "" : `, load ${loads.length + 1} of up to ${looks}`;
    const level = { axis, level: step.level, ordinal: ordinal + loads.length };
    const planned = withWarmUp(planAtLevel(plan, level));
    const load = await measureLevel(planned, level, { session, said: `${said}${again}`, settleMs });
    loads.push(load);
    // A load that was cut is no sample of the level: it ended when somebody had seen enough.
    const verdict = load.state === "cut" ? "cut" : judgeLevel(loads.map(toLevelLoad), rule);
    if (verdict === null) continue;
    const evidence = thresholds.map((one, at) => evidenceOf(one, { at, loads, alpha: step.alpha }));
    return { level: step.level, phase: step.phase, verdict, alpha: step.alpha, thresholds: evidence, loads };
  }
}

function toLevelLoad({ report }: MeasuredLevel): LevelLoad {
  const { attempted, by_status, steady, validity, thresholds } = report;
  return {
    evidence: thresholds,
    isUnsteady: steady.is_steady === false,
    isInvalid: validity.verdict === "invalid",
    isOverDropped: by_status.dropped > MOST_DROPPED * attempted,
  };
}

type Loads = { at: number; loads: readonly MeasuredLevel[]; alpha: number };

function evidenceOf({ text, share }: Threshold, { at, loads, alpha }: Loads): LevelEvidence {
  const counted = loads.filter(({ state }) => state !== "invalid" && state !== "cut");
  const evidence = addUp(counted.map(({ report }) => report.thresholds[at]));
  return { text, share, ...evidence, ...(shareBounds(evidence, alpha) ?? { low: null, high: null }) };
}
