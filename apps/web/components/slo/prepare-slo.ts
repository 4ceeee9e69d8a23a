import type { Rate, SloReport, SloVerdict } from "@tfbench/contracts";
import { rateFigure, type Figure } from "#components/figure-model.ts";
import { SLO_LOOK, type Look } from "#components/status-look.ts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

export type SloRow = { text: string; look: Look; figure: Figure; bound: string; why: string | null };
export type SloModel = {
  /** Limits of single runs, and how many runs keep all of them. */
  limits: readonly string[];
  kept: { title: string; figure: Figure }[];
  rows: SloRow[];
  notes: readonly string[];
};

const WHY: Record<NonNullable<SloVerdict["reason"]>, string> = {
  unproven: "these runs allow both",
  too_few_independent: "the runs depend on each other too much to tell",
  unevaluated: "completed runs that nobody judged decide it",
  no_run: "no attempted run",
  preliminary: "decided once the batch has ended",
  unsteady: "the load was unsteady: it grows with the duration",
  invalid: "the measurement is invalid",
  stopped: "the batch was ended before its time",
};
/** Dependence that takes away less than this is not worth a word. */
const WORTH_SAYING = 0.9;

const write = (value: number, unit: SloVerdict["unit"]): string => {
  if (unit === "share") return `${formatShare(value)} %`;
  return unit === "ms" ? formatDuration(value) : `${formatNumber(value, value < 100 ? 1 : 0)} ${unit}`;
};

const worth = (n: number, effective: number | null): string =>
  effective === null || effective >= WORTH_SAYING * n ? "" : `, worth ${formatNumber(Math.floor(effective))}`;

function figureOf({ value, unit, good, n, effective_n: effective, unevaluated }: SloVerdict): Figure {
  const basis = `${formatNumber(good)}/${formatNumber(n)} as asked${worth(n, effective)}`;
  const shared = { name: null, interval: null, isGreyed: n === 0 };
  // What nobody judged is no failure: 0 % would say so.
  if (good === 0 && unevaluated > 0)
    return { ...shared, value: null, unit: "", basis, why: "not evaluated", isGreyed: true };
  if (value !== null) {
    const [figure = "", ...units] = write(value, unit).split(" ");
    return { ...shared, value: figure, unit: units.join(" "), basis, why: null };
  }
  return { ...shared, value: null, unit: "", basis: n === 0 ? null : basis, why: n === 0 ? WHY.no_run : "not reached" };
}

/** The bound that decides, on the side that matters; both where nothing is decided. */
function boundOf({ verdict, subject, text, unit, low, high, n }: SloVerdict): string {
  if (n === 0) return "";
  const atMost = high === null ? "no upper bound" : `at most ${write(high, unit)}`;
  const atLeast = low === null ? "no lower bound" : `at least ${write(low, unit)}`;
  if (verdict === "unproven") return `${atLeast}, ${atMost}`;
  const isLimitedFromAbove = subject === "error" || (subject === "quantile" && text.includes("<"));
  return (verdict === "met") === isLimitedFromAbove ? atMost : atLeast;
}

function whyOf({ reason, runs_to_settle: settle, unevaluated, n }: SloVerdict): string | null {
  const others = unevaluated === 0 ? null : `${formatNumber(unevaluated)} of them completed and were not judged`;
  if (reason === null || reason === "no_run") return others;
  if (reason === "unevaluated") return `${WHY.unevaluated} (${formatNumber(unevaluated)})`;
  if (reason !== "unproven" && reason !== "too_few_independent") return WHY[reason];
  const needed =
    settle === null
      ? `it would take more than ${formatNumber(10 * n)} runs`
      : `about ${formatNumber(settle)} such runs would settle it`;
  return [WHY[reason], needed, ...(others === null ? [] : [others])].join("; ");
}

const perSecond = (value: number) => formatNumber(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);

function goodputFigure({ goodput, slo_attainment: rate }: SloReport): Figure | null {
  if (goodput === null) return null;
  const { per_second: value, low, high, good, window_ms: windowMs } = goodput;
  const shared = { name: null, basis: `${formatNumber(good)} good runs in ${formatDuration(windowMs)}` };
  if (value === null)
    return {
      ...shared,
      value: null,
      unit: "",
      interval: null,
      basis: null,
      why: (rate?.denominator ?? 0) === 0 ? WHY.no_run : "all runs were due at once",
      isGreyed: true,
    };
  return {
    ...shared,
    value: perSecond(value),
    unit: "/s",
    interval: low === null || high === null ? null : `${perSecond(low)}-${perSecond(high)}`,
    why: null,
    isGreyed: false,
  };
}

const attainmentFigure = (rate: Rate, effective: number | null): Figure => {
  const figure = rateFigure(rate, WHY.no_run);
  return { ...figure, basis: `${figure.basis}${worth(rate.denominator, effective)}` };
};

/** What the runs say to what their scenario is held to; figures of an invalid measurement are struck through. */
export function prepareSlo(report: SloReport, isStruck = false): SloModel {
  const { limits, slo_attainment: rate, effective_n: effective, verdicts, notes } = report;
  const goodput = goodputFigure(report);
  const struck = (figure: Figure): Figure => (isStruck ? { ...figure, isStruck } : figure);
  return {
    limits: limits.map(({ text }) => text),
    kept: [
      ...(rate === null
        ? []
        : [{ title: "Runs that keep every limit", figure: struck(attainmentFigure(rate, effective)) }]),
      ...(goodput === null ? [] : [{ title: "Goodput", figure: struck(goodput) }]),
    ],
    rows: verdicts.map((verdict) => ({
      text: verdict.text,
      look: SLO_LOOK[verdict.verdict],
      figure: struck(figureOf(verdict)),
      bound: boundOf(verdict),
      why: whyOf(verdict),
    })),
    notes,
  };
}
