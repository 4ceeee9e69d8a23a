import type { SampledScenario } from "@tfbench/store";

/** Rows of one period that are compared, shared out among the scenarios: a quarter of a second of the embedded database. */
const MOST_COMPARED = 12_000;
const MOST_COMPARED_OF_SCENARIO = 5_000;
const FEWEST_COMPARED_OF_SCENARIO = 100;

/** One of every how many runs of each scenario is compared, 1 for all of them. */
export function sampleStrides(finished: readonly { scenario_id: number; runs: number }[]): SampledScenario[] {
  const share = Math.floor(MOST_COMPARED / Math.max(1, finished.length));
  const most = Math.min(MOST_COMPARED_OF_SCENARIO, Math.max(FEWEST_COMPARED_OF_SCENARIO, share));
  return finished.map(({ scenario_id, runs }) => ({ scenario_id, stride: Math.max(1, Math.ceil(runs / most)) }));
}
