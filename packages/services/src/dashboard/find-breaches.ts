import { parseSlos } from "@tfbench/contracts";
import type { ParsedSlos, SloBreach, Threshold } from "@tfbench/contracts";
import {
  countedSeries,
  isAttempted,
  isCompletedUnchecked,
  isSuccess,
  judgeThresholds,
  SloTally,
  sloVerdictOf,
} from "@tfbench/stats";
import type { JudgedSeries, RunRollup } from "@tfbench/stats";
import { scenarios } from "@tfbench/store";
import type { HeldScenario, RunWindow } from "@tfbench/store";
import type { Context } from "../context.ts";
import { measuredOf } from "../slos/measured-of.ts";
import { addRuns } from "../slos/slo-of-period.ts";
import { sayBreach } from "./say-breach.ts";

/** The newest runs that are read of a scenario whose objectives need values; rates of agents come from the counts. */
const MOST_RUNS = 2_000;
/** Scenarios of which runs are read, those with the most runs first. */
const MOST_READ = 24;

type Period = { window: RunWindow; counts: ReadonlyMap<number, RunRollup> };
type Judged = {
  scenario: HeldScenario;
  series: JudgedSeries;
  /** Its lower end, where success is a range. */
  passed: JudgedSeries | null;
  unevaluated: number;
};

/**
 * Objectives that the runs of the period show not to hold. All of them are judged together, so that where every one holds
 * at most one look in twenty finds any breach; what is unproven is no finding.
 */
export async function findBreaches(ctx: Context, { window, counts }: Period): Promise<SloBreach[]> {
  const held = await scenarios.held(ctx.db, { project_id: ctx.project_id, ids: [...counts.keys()] });
  const runsOf = ({ id }: HeldScenario) => counts.get(id)?.countWhere(() => true) ?? 0;
  const judged: Judged[] = [];
  let room = MOST_READ;
  for (const scenario of held.toSorted((a, b) => runsOf(b) - runsOf(a) || a.id - b.id)) {
    const slos = parseSlos(scenario.slos);
    const [counted, valued] = deal(slos, scenario);
    const rollup = counts.get(scenario.id);
    if (rollup !== undefined) judged.push(...counted.map((threshold) => countedOf(scenario, threshold, rollup)));
    if (valued.length === 0 || room === 0) continue;
    room -= 1;
    judged.push(...(await readSeries(ctx, scenario, { window, slos: { ...slos, thresholds: valued } })));
  }
  const verdicts = judgeThresholds(
    judged.map(({ series }) => series),
    null,
  );
  return judged
    .flatMap(({ scenario, passed, unevaluated }, place) => {
      const verdict = verdicts[place];
      if (verdict?.verdict !== "missed") return [];
      const [lower = null] = passed === null ? [] : judgeThresholds([passed], null);
      const slo = sloVerdictOf(verdict, { passed: lower, unevaluated });
      return [breachOf(scenario, slo, window)];
    })
    .toSorted((a, b) => nearness(a) - nearness(b));
}

/** How near the share of good runs came to what was asked. */
const nearness = ({ slo: { good, n, share } }: SloBreach): number => good / n / share;

/** Successes of agents are counted hour by hour, and each is a session of its own; everything else is judged run by run. */
function deal({ thresholds }: ParsedSlos, { provider }: HeldScenario): [counted: Threshold[], valued: Threshold[]] {
  const isCounted = ({ good }: Threshold) => good.kind === "success" && measuredOf(provider) === "agents";
  return [thresholds.filter(isCounted), thresholds.filter((threshold) => !isCounted(threshold))];
}

function countedOf(scenario: HeldScenario, threshold: Threshold, rollup: RunRollup): Judged {
  const n = rollup.countWhere(isAttempted);
  const good = rollup.countWhere(isSuccess);
  const unevaluated = rollup.countWhere((run) => isAttempted(run) && isCompletedUnchecked(run));
  return {
    scenario,
    series: countedSeries(threshold, { good, n }),
    passed: countedSeries(threshold, { good: good - unevaluated, n }),
    unevaluated,
  };
}

async function readSeries(
  ctx: Context,
  scenario: HeldScenario,
  { window, slos }: { window: RunWindow; slos: ParsedSlos },
): Promise<Judged[]> {
  const tally = new SloTally(slos, measuredOf(scenario.provider));
  await addRuns(ctx, tally, { window: { ...window, scenario_id: scenario.id }, most: MOST_RUNS });
  return tally.series().map((series) => ({ scenario, series, passed: null, unevaluated: 0 }));
}

function breachOf({ id, name, provider }: HeldScenario, slo: SloBreach["slo"], window: RunWindow): SloBreach {
  const { origin, from, to } = window;
  return {
    scenario_id: id,
    scenario_name: name,
    slo,
    sentence: sayBreach(slo, measuredOf(provider)),
    runs_filter: { scenario_id: [id], origin, from, to },
  };
}
