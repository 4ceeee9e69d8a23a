import type { LatencyPoint, LatencySeries, Origin } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";

/** One chart of the small multiple: the median as a line, p10 to p90 as a band, null where nothing was measured. */
export type LatencyChart = {
  scenarioId: number;
  title: string;
  basis: string;
  unit: DurationUnit;
  from: string;
  to: string;
  stepMs: number;
  /** Shared by all charts that stand side by side. */
  maxMs: number;
  points: {
    at: string;
    p10Ms: number | null;
    p50Ms: number | null;
    p90Ms: number | null;
    n: number;
    runsHref: string | null;
  }[];
  table: { header: string[]; rows: string[][] };
};

type Range = { from: string; to: string; bucketMs: number; origin: Origin };

type Behind = { scenarioId: number; origin: Origin; bucketMs: number };

/** The successes of one step, as the runs page shows them. */
function runsHref(point: LatencyPoint, { scenarioId, origin, bucketMs }: Behind): string | null {
  if (point.n === 0) return null;
  const to = new Date(Date.parse(point.from) + bucketMs).toISOString();
  const filter = { scenario: String(scenarioId), origin, from: point.from, to, status: "completed" };
  return `/runs?${new URLSearchParams(filter)}`;
}

const midOf = ({ from }: LatencyPoint, bucketMs: number) => new Date(Date.parse(from) + bucketMs / 2).toISOString();

function tableOf(points: readonly LatencyPoint[], unit: DurationUnit): LatencyChart["table"] {
  const say = (valueMs: number | null) => (valueMs === null ? "none" : formatDurationIn(unit, valueMs));
  return {
    header: [
      "From (UTC)",
      `p10 (${unit})`,
      `Median (${unit})`,
      `p90 (${unit})`,
      `First action, median (${unit})`,
      "Successes",
      "Attempted",
    ],
    rows: points
      .filter((point) => point.attempted > 0)
      .map((point) => [
        point.from.slice(0, 16).replace("T", " "),
        say(point.p10),
        say(point.p50),
        say(point.p90),
        say(point.ttft_p50),
        formatNumber(point.n),
        formatNumber(point.attempted),
      ]),
  };
}

/** One chart per scenario that was measured, the most measured first, all on one scale. */
export function prepareLatency(
  series: readonly LatencySeries[],
  { from, to, bucketMs, origin }: Range,
): LatencyChart[] {
  const measured = series
    .map((one) => ({ ...one, successes: one.points.reduce((sum, point) => sum + point.n, 0) }))
    .filter((one) => one.successes > 0)
    .sort((a, b) => b.successes - a.successes || a.scenario_id - b.scenario_id);
  const highest = measured.flatMap((one) => one.points.map((point) => point.p90 ?? point.p50));
  const maxMs = Math.max(0, ...highest.filter((value) => value !== null));
  const unit = durationUnitFor([maxMs]);
  return measured.map((one) => ({
    scenarioId: one.scenario_id,
    title: one.scenario_name,
    basis: `n ${countOf(one.successes, "success", "successes")}`,
    unit,
    from,
    to,
    stepMs: bucketMs,
    maxMs,
    points: one.points.map((point) => ({
      at: midOf(point, bucketMs),
      p10Ms: point.p10,
      p50Ms: point.p50,
      p90Ms: point.p90,
      n: point.n,
      runsHref: runsHref(point, { scenarioId: one.scenario_id, origin, bucketMs }),
    })),
    table: tableOf(one.points, unit),
  }));
}
