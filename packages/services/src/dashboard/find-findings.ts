import type { Finding, FindingKind, Measured, Origin, Period, TrendTile } from "@tfbench/contracts";
import { keepDiscoveries, pValueOf } from "@tfbench/stats";
import { describeChange } from "../comparing/describe-change.ts";
import type { ComparedScenario } from "./combine-scenarios.ts";

const KINDS: Record<TrendTile, { worse: FindingKind; better: FindingKind; noun: string } | null> = {
  total_duration_ms: { worse: "slower", better: "faster", noun: "total time" },
  ttft_ms: { worse: "first_action_slower", better: "first_action_faster", noun: "time to first action" },
  success: { worse: "success_down", better: "success_up", noun: "end-to-end success" },
  completed_unchecked: { worse: "completed_down", better: "completed_up", noun: "completed, goal unchecked" },
  cost_per_success: { worse: "cost_up", better: "cost_down", noun: "cost per success" },
  // Moves with success; two findings would tell one story.
  goal_success: null,
};

type Shown = { period: Period; origin: Origin; measured: Measured; than: string };

/**
 * What really changed within single scenarios: better or worse by the verdict rule and kept by Benjamini and Hochberg
 * over everything that was compared, for who looks at many figures finds some change in noise.
 */
export function findFindings(
  scenarios: readonly ComparedScenario[],
  { period, origin, measured, than }: Shown,
): Finding[] {
  const tested = scenarios.flatMap((scenario) =>
    TILES.flatMap((tile) => {
      const change = scenario.changes[tile];
      const kinds = KINDS[tile];
      return change === null || kinds === null ? [] : [{ scenario, tile, change, kinds }];
    }),
  );
  const kept = keepDiscoveries(tested.map(({ change }) => pValueOf(change.interval)));
  const findings = tested.flatMap(({ scenario, tile, change, kinds }, index) => {
    const described = describeChange(tile, change, than);
    const { verdict } = described;
    if (kept[index] !== true || (verdict !== "worse" && verdict !== "better")) return [];
    const { scenario_id, scenario_name } = scenario;
    return [
      {
        ...described,
        sentence: `${capitalized(nounOf(tile, kinds.noun, measured))}: ${lowerFirst(described.sentence)}`,
        kind: kinds[verdict],
        scenario_id,
        scenario_name,
        runs_filter: {
          scenario_id: [scenario_id],
          origin,
          ...period,
          ...(tile === "total_duration_ms" ? { sort: "-total_duration_ms" } : {}),
          ...(tile === "ttft_ms" ? { sort: "-ttft_ms" } : {}),
        },
      },
    ];
  });
  return findings.toSorted(worstFirst);
}

const TILES: readonly TrendTile[] = [
  "total_duration_ms",
  "ttft_ms",
  "success",
  "completed_unchecked",
  "cost_per_success",
];

const worstFirst = (a: Finding, b: Finding): number =>
  Number(b.verdict === "worse") - Number(a.verdict === "worse") || Math.abs(b.e ?? 0) - Math.abs(a.e ?? 0);

const nounOf = (tile: TrendTile, noun: string, measured: Measured): string =>
  tile === "ttft_ms" && measured === "endpoints" ? "time to first token" : noun;

const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
