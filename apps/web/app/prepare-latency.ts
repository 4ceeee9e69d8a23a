import type { HistoryLine, LatencyPoint, LatencySeries, Measured, Origin } from "@tfbench/contracts";
import { historyMarks, type HistoryMark } from "#components/charts/history-marks.ts";
import { measuredPart } from "#components/measured/measured-part.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
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
  /** Change points, and where the definition changed. */
  marks: HistoryMark[];
  table: { header: string[]; rows: string[][] };
};

type Range = {
  from: string;
  to: string;
  bucketMs: number;
  origin: Origin;
  measured: Measured;
  history: readonly HistoryLine[];
};

type Behind = { scenarioId: number; origin: Origin; measured: Measured; bucketMs: number };

/** The successes of one step, as the runs page shows them. */
function runsHref(point: LatencyPoint, { scenarioId, origin, measured, bucketMs }: Behind): string | null {
  if (point.n === 0) return null;
  const to = new Date(Date.parse(point.from) + bucketMs).toISOString();
  const filter = {
    scenario: String(scenarioId),
    origin,
    from: point.from,
    to,
    status: "completed",
    ...measuredPart(measured),
  };
  return `/runs?${new URLSearchParams(filter)}`;
}

const midOf = ({ from }: LatencyPoint, bucketMs: number) => new Date(Date.parse(from) + bucketMs / 2).toISOString();

type TableLook = { unit: DurationUnit; measured: Measured };

function tableOf(points: readonly LatencyPoint[], { unit, measured }: TableLook): LatencyChart["table"] {
  const say = (valueMs: number | null) => (valueMs === null ? "none" : formatDurationIn(unit, valueMs));
  return {
    header: [
      "From (UTC)",
      `p10 (${unit})`,
      `Median (${unit})`,
      `p90 (${unit})`,
      `${MEASURED_WORDS[measured].firstTitle}, median (${unit})`,
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

/** A gap: where the definition changed, the line is broken. */
const gapAt = ({ at }: HistoryMark): LatencyChart["points"][number] => ({
  at,
  p10Ms: null,
  p50Ms: null,
  p90Ms: null,
  n: 0,
  runsHref: null,
});

type Drawn = Omit<Range, "history"> & { marks: readonly HistoryMark[] };

function pointsOf(
  { scenario_id: scenarioId, points }: LatencySeries,
  { bucketMs, origin, measured: who, marks }: Drawn,
) {
  const measured = points.map((point) => ({
    at: midOf(point, bucketMs),
    p10Ms: point.p10,
    p50Ms: point.p50,
    p90Ms: point.p90,
    n: point.n,
    runsHref: runsHref(point, { scenarioId, origin, measured: who, bucketMs }),
  }));
  const gaps = marks.filter(({ kind }) => kind === "break").map(gapAt);
  return [...measured, ...gaps].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** One chart per scenario that was measured, the most measured first, all on one scale. */
export function prepareLatency(series: readonly LatencySeries[], { history, ...range }: Range): LatencyChart[] {
  const measured = series
    .map((one) => ({ ...one, successes: one.points.reduce((sum, point) => sum + point.n, 0) }))
    .filter((one) => one.successes > 0)
    .sort((a, b) => b.successes - a.successes || a.scenario_id - b.scenario_id);
  const highest = measured.flatMap((one) => one.points.map((point) => point.p90 ?? point.p50));
  const maxMs = Math.max(0, ...highest.filter((value) => value !== null));
  const unit = durationUnitFor([maxMs]);
  return measured.map((one) => {
    const lines = history.filter(({ scenario_id }) => scenario_id === one.scenario_id);
    const marks = historyMarks(lines, range);
    return {
      scenarioId: one.scenario_id,
      title: one.scenario_name,
      basis: `n ${countOf(one.successes, "success", "successes")}`,
      unit,
      from: range.from,
      to: range.to,
      stepMs: range.bucketMs,
      maxMs,
      points: pointsOf(one, { ...range, marks }),
      marks,
      table: tableOf(one.points, { unit, measured: range.measured }),
    };
  });
}
