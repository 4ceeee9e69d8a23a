import { AppError, parseSlos } from "@tfbench/contracts";
import type { CreateSweep, FieldProblem, SearchOrder, SearchState, SweepAxis } from "@tfbench/contracts";
import { leastAlpha, nextSearchStep, runsForProof, searchThresholds } from "@tfbench/stats";
import type { LevelResult } from "@tfbench/stats";
import type { TriggerSource } from "@tfbench/store";
import { checkMargins } from "../batches/check-margins.ts";
import type { ReadyTarget } from "../batches/plan-batch.ts";
import { runsOf } from "../batches/plan-extent.ts";
import { withWarmUpRuns } from "../batches/with-parts.ts";
import type { Context } from "../context.ts";
import { beginLevel, searchPlanOf } from "./advance-search.ts";
import { axisOf, levelLoads } from "./level-loads.ts";
import { planLoadAt } from "./plan-search-load.ts";
import type { SearchLoadPlan } from "./plan-search-load.ts";

type Order = {
  source: TriggerSource;
  target: ReadyTarget;
  request: CreateSweep;
  search: SearchOrder;
  seed: number;
};

/** A search at its first level, which has no batch yet. Throws an AppError where it could find nothing. */
export function planSearch(ctx: Context, order: Order): SearchState {
  const { source, request, seed } = order;
  const { slos: given, ...search } = order.search;
  const slos = given ?? source.scenario.slos;
  const thresholds = searchThresholds(parseSlos(slos));
  if (thresholds.length === 0)
    throw refuse("A search needs to know what a level has to meet.", {
      field: "search.slos",
      message: "must be given, since the scenario has no objectives",
    });
  if (source.scenario.run_settings.chats !== undefined)
    throw refuse("Conversations are searched from the command line alone.", {
      field: "scenario_id",
      message: "must be of single requests",
    });
  const { load } = withWarmUpRuns(request);
  const { warm_up_runs: runs = 0, warm_up_ms: ms = 0 } = request;
  const first = beginLevel(axisOf(load), {
    ...search,
    slos,
    thresholds: thresholds.map(({ text }) => text),
    tried: [],
    most_left: 0,
    highest_met: null,
    lowest_not_met: null,
    ended: null,
    ended_because: null,
    open_batch_id: null,
    load,
    seed,
    warm_up: runs + ms === 0 ? null : { runs, ms },
  });
  assertDecidable(ctx, order, { state: first, share: Math.max(...thresholds.map(({ share }) => share)) });
  return first;
}

/** Both ends can be had, and all loads of the lowest level have the runs that it takes to show the hardest threshold. */
function assertDecidable(
  ctx: Context,
  { target, request, search, seed }: Order,
  { state, share }: { state: SearchState; share: number },
): void {
  const ends = { load: request.load, levels: [search.low, search.high], fields: ["search.low", "search.high"] };
  const [low] = levelLoads(ends, { seed, most: target.limits.max_in_flight }).map(({ level }, ordinal) => {
    const plan = planLoadAt(ctx, { provider: target.provider, target }, { drawn: state, level, ordinal });
    checkMargins({ ...plan.planned, ...plan.warm_up, ...coolDownOf(request) }, ctx.providers.plannedEndMs);
    return plan;
  });
  const measured = low === undefined ? null : measuredRunsOf(ctx, low, request);
  if (measured === null) return;
  const needed = runsForProof(share, leastAlpha(searchPlanOf(axisOf(request.load), state)));
  const most = measured * search.loads_per_level;
  if (most >= needed) return;
  throw refuse(
    `${state.thresholds.join(" and ")} cannot be shown: at this confidence it takes ${needed} runs without one outside, and all loads at the lowest level together have ${most}.`,
    { field: "load.runs", message: `must be at least ${Math.ceil(needed / search.loads_per_level)}` },
  );
}

const coolDownOf = ({ cool_down_ms = 0 }: CreateSweep) => ({ cool_down_ms });

/** How many runs of a load are in its figures; null where only its end will tell. */
function measuredRunsOf(
  { providers }: Context,
  { planned, warm_up }: SearchLoadPlan,
  request: CreateSweep,
): number | null {
  const runs = runsOf(planned);
  if (runs === null) return null;
  const { warm_up_runs = 0, warm_up_ms = 0 } = warm_up;
  const outsideMs = warm_up_ms + coolDownOf(request).cool_down_ms;
  const endMs = outsideMs === 0 ? null : providers.plannedEndMs(planned.load, planned.seed ?? 0);
  return Math.floor(runs * (1 - (endMs === null ? 0 : outsideMs / endMs)) - warm_up_runs);
}

/** The levels of the dearest way that a search may take: all the way up, then each time the upper half. */
export function dearestLevels(axis: SweepAxis, search: SearchOrder): number[] {
  const plan = searchPlanOf(axis, search);
  const first = nextSearchStep(plan, []);
  const most = first.do === "end" ? 0 : first.most_left;
  const results: LevelResult[] = [];
  for (let step = first; step.do === "measure"; step = nextSearchStep(plan, results))
    results.push({ level: step.level, isMet: step.level < search.high });
  // Where the lower half takes more steps, none of them costs more than the highest level.
  const more = Array.from({ length: Math.max(0, most - results.length) }, () => search.high);
  return [...results.map(({ level }) => level), ...more];
}

const refuse = (message: string, field: FieldProblem): AppError =>
  new AppError("invalid_input", message, {
    hint: "A search takes objectives of the scenario or its own, such as p95(response_ms) < 800, and loads of several hundred runs.",
    fields: [field],
  });
