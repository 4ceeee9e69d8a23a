import type { Change, TrendTile } from "@tfbench/contracts";
import { combineChanges } from "@tfbench/stats";
import type { SideChange } from "../comparing/compare-sides.ts";
import { describeChange, noChange } from "../comparing/describe-change.ts";

/** One scenario that ran in both periods; its changes, and how many attempted runs it had. */
export type ComparedScenario = {
  scenario_id: number;
  scenario_name: string;
  attempted_before: number;
  attempted_after: number;
  changes: Record<TrendTile, SideChange | null>;
};

type Facts = { than: string; ran_before: boolean; ran_after: boolean; mix_changed: boolean };

/** The change of one tile over all scenarios present in both periods, with the earlier period's weights. */
export function combineScenarios(tile: TrendTile, scenarios: readonly ComparedScenario[], facts: Facts): Change {
  const parts = scenarios.flatMap(({ changes, attempted_before }) => {
    const change = changes[tile];
    return change === null ? [] : [{ change, weight: attempted_before }];
  });
  const interval = combineChanges(parts.map(({ change, weight }) => ({ change: change.interval, weight })));
  if (interval === null) return noChange(tile, whyNothing(tile, scenarios, facts));
  const tails = parts.flatMap(({ change, weight }) => (change.tail === null ? [] : [{ change: change.tail, weight }]));
  const combined: SideChange = {
    interval,
    tail: tails.length === parts.length ? combineChanges(tails) : null,
    n_before: sum(parts.map(({ change }) => change.n_before)),
    n_after: sum(parts.map(({ change }) => change.n_after)),
    noise: parts.some(({ change }) => change.noise === "unknown") ? "unknown" : "known",
  };
  const change = describeChange(tile, combined, facts.than);
  const notes = [
    ...(parts.length < scenarios.length ? [`over ${parts.length} of ${scenarios.length} scenarios`] : []),
    ...(parts.length === scenarios.length && parts.length > 1 ? [`over ${parts.length} scenarios`] : []),
    ...(facts.mix_changed ? ["the mix of scenarios changed"] : []),
  ];
  return { ...change, sentence: [change.sentence, ...notes].join("; ") };
}

function whyNothing(tile: TrendTile, scenarios: readonly ComparedScenario[], { than, ...ran }: Facts): string {
  if (!ran.ran_after) return "No finished run in this period";
  if (!ran.ran_before) return `No finished run in ${than}, nothing to compare with`;
  if (scenarios.length === 0) return `No scenario ran both in this period and in ${than}`;
  if (tile === "success" || tile === "goal_success") return "No run was judged as passed in either period";
  if (tile === "completed_unchecked") return "Runs are judged here: end-to-end success is the figure to compare";
  return `Too few runs to compare with ${than}`;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
