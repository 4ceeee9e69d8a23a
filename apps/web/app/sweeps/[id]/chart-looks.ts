import { parseSlos, type Sweep } from "@tfbench/contracts";
import { timesOf } from "./prepare.ts";

/** The quantiles that a load reports, and the share of runs below each. */
export const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
export type Quantile = keyof typeof QUANTILES;
export type SweepLook = { title: string; metric: string; quantile: Quantile };

const FEWEST_CHARTS = 2;
const MOST_CHARTS = 4;

/** Which charts say most of a sweep: of a search first those that its objectives limit, as they limit them. */
export function chartLooks({ axis, search, levels }: Pick<Sweep, "axis" | "search" | "levels">): SweepLook[] {
  const { ttft, response, from } = timesOf({ axis });
  const looks: SweepLook[] = [
    { title: `Throughput against the whole answer, ${from}`, metric: response, quantile: "p95" },
    { title: `Throughput against the first token, ${from}`, metric: ttft, quantile: "p95" },
  ];
  if (search === null) return looks;
  const measured = new Set(levels.flatMap(({ figures }) => Object.keys(figures?.metrics ?? {})));
  const limited = limitsOf(search.slos).filter(({ metric }) => measured.has(metric));
  const others = looks.filter((look) => limited.every(({ metric }) => metric !== look.metric));
  const missing = Math.max(0, FEWEST_CHARTS - limited.length);
  return [...limited.slice(0, MOST_CHARTS), ...others.slice(0, missing)];
}

/** Limits of single runs are asked of 95 % of them. */
function limitsOf(slos: readonly string[]): SweepLook[] {
  const { limits, thresholds } = parseSlos(slos);
  const single = limits.flatMap(({ metric, below }) => (below ? [lookOf(metric, "p95")] : []));
  const together = thresholds.flatMap(({ good, share }) => {
    const quantile = good.kind === "limit" && good.below ? quantileOf(share) : null;
    return quantile === null || good.kind !== "limit" ? [] : [lookOf(good.metric, quantile)];
  });
  const all = [...together, ...single];
  return all.filter(({ title }, at) => all.findIndex((other) => other.title === title) === at);
}

const lookOf = (metric: string, quantile: Quantile): SweepLook => ({
  title: `Throughput against ${quantile}(${metric})`,
  metric,
  quantile,
});

const quantileOf = (asked: number): Quantile | null =>
  (["p50", "p90", "p95", "p99"] as const).find((quantile) => QUANTILES[quantile] === asked) ?? null;
