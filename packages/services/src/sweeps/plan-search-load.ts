import type { BatchPlan, SearchState } from "@tfbench/contracts";
import { searchWarmUp } from "@tfbench/stats";
import { planGivenLoad } from "../batches/plan-load.ts";
import type { PlannedLoad } from "../batches/plan-load.ts";
import type { Context } from "../context.ts";
import { levelInHand } from "./advance-search.ts";
import { levelLoad } from "./level-loads.ts";

type Measured = { provider: BatchPlan["provider"]; target: Pick<BatchPlan["target"], "limits"> };
type Drawn = Pick<SearchState, "load" | "seed" | "warm_up">;
export type SearchLoadPlan = { planned: PlannedLoad; warm_up: Pick<BatchPlan, "warm_up_runs" | "warm_up_ms"> };

/** The load of the level in hand, with a seed of its own. */
export function planSearchLoad(
  ctx: Pick<Context, "providers">,
  measured: Measured,
  state: SearchState,
): SearchLoadPlan {
  const ordinal = state.tried.reduce((sum, { loads }) => sum + loads.length, 0);
  return planLoadAt(ctx, measured, { drawn: state, level: levelInHand(state).level, ordinal });
}

type Place = { drawn: Drawn; level: number; ordinal: number };

/** One load of a search with its warm-up: that of the order, else one of the search's own. */
export function planLoadAt(
  { providers }: Pick<Context, "providers">,
  { provider, target }: Measured,
  { drawn, level, ordinal }: Place,
): SearchLoadPlan {
  const { load, seed } = levelLoad(drawn, level, ordinal);
  const warmUp = drawn.warm_up === null ? searchWarmUp(load) : { load, ...drawn.warm_up };
  return {
    planned: planGivenLoad({ load: warmUp.load, seed, count: 1, provider, target }, providers.countRuns),
    warm_up: {
      ...(warmUp.runs === 0 ? {} : { warm_up_runs: warmUp.runs }),
      ...(warmUp.ms === 0 ? {} : { warm_up_ms: warmUp.ms }),
    },
  };
}
