import type { KpiBlock, Measured, Percentiles } from "@tfbench/contracts";
import { percentileFigure, rateFigure, type Figure } from "#components/figure-model.ts";
import { isUnjudged, successNote, UNJUDGED } from "./unjudged.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { formatUsd } from "#format/format-usd.ts";
import { definitionsOf } from "./definitions-of.ts";
import { tokenTiles } from "./prepare-token-tile.ts";

export type BlockTiles = { outcomes: StatTileModel[]; times: StatTileModel[] };

type Shown = {
  /** Whose figures they are, and so what they are called. */
  measured: Measured;
  block: KpiBlock;
  /** The block of the period before; null where there is none to stand beside. */
  previous: KpiBlock | null;
  /** What "no run" means here: of the period, or of the batch. */
  nothing: string;
  /** Address of the runs behind a figure. */
  runsHref: (filter: Record<string, string>) => string;
};

function before(previous: KpiBlock | null, say: (block: KpiBlock) => string | null): string | null {
  // That nothing ran before is said once, over all tiles.
  return previous === null || previous.finished === 0
    ? null
    : `${countOf(previous.finished, "run")} before: ${say(previous) ?? "not known"}`;
}

type RateName = "success" | "completed_unchecked" | "goal_success";

const missedNote = (missed: number): string =>
  missed === 0 ? "no run was judged yet" : `none was judged as passed, ${countOf(missed, "run")} as missed`;

function rateTile(
  { measured, block, previous, nothing, runsHref }: Shown,
  name: RateName,
  filter: Record<string, string>,
): StatTileModel {
  const { numerator, denominator } = block[name];
  const isUnknown = name !== "completed_unchecked" && isUnjudged(block);
  return {
    ...definitionsOf(measured)[name],
    figures: [isUnknown ? UNJUDGED : rateFigure(block[name], block.attempted === 0 ? nothing : "no run was judged")],
    note:
      name === "success" ? successNote(block) : isUnknown && name === "goal_success" ? missedNote(denominator) : null,
    previous: before(previous, ({ [name]: rate }) =>
      rate.value === null
        ? null
        : `${formatShare(rate.value)} % (${formatNumber(rate.numerator)}/${formatNumber(rate.denominator)})`,
    ),
    link: numerator === 0 ? null : { href: runsHref(filter), text: `Show ${countOf(numerator, "run")}` },
  };
}

type TimesName = "total_duration_ms" | "ttft_ms" | "gaps_ms";
const QUANTILES = [
  { key: "p50", tolerated: 0.5 },
  { key: "p95", tolerated: 0.05 },
  { key: "p99", tolerated: 0.01 },
] as const;

const unitOf = ({ p50, p95, p99 }: Percentiles): DurationUnit => durationUnitFor([p50.value, p95.value, p99.value]);

function timesFigures({ block, nothing }: Shown, name: TimesName): Figure[] {
  const unit = unitOf(block[name]);
  return QUANTILES.map(({ key, tolerated }) => {
    const figure = percentileFigure(block[name][key], {
      name: key,
      unit,
      noun: name === "gaps_ms" ? " gaps" : "",
      nothing,
    });
    // So many attempted runs have no end that the percentile may lie among them.
    return (block.unfinished_share ?? 0) > tolerated ? { ...figure, isGreyed: true } : figure;
  });
}

function timesSaid(times: Percentiles): string | null {
  const unit = unitOf(times);
  const said = QUANTILES.flatMap(({ key }) => {
    const { value, needed } = times[key];
    return value === null || needed !== null ? [] : [`${key} ${formatDurationIn(unit, value)}`];
  });
  return said.length === 0 ? null : `${said.join(", ")} ${unit}`;
}

function timesNote({ block }: Shown, name: TimesName): string {
  if (name === "gaps_ms") return `Pooled over ${countOf(block.gaps_ms.runs, "run")}.`;
  const unfinished = block.unfinished_share ?? 0;
  return unfinished > 0
    ? `Successes only; ${formatShare(unfinished)} % of attempted runs are not among them.`
    : "Successes only.";
}

function timesTile(shown: Shown, name: TimesName): StatTileModel {
  const { measured, block, previous, runsHref } = shown;
  return {
    ...definitionsOf(measured)[name],
    figures: timesFigures(shown, name),
    note: timesNote(shown, name),
    previous: before(previous, (earlier) => timesSaid(earlier[name])),
    link:
      block.finished === 0
        ? null
        : {
            href: runsHref({ status: "completed", sort: name === "ttft_ms" ? "-ttft_ms" : "-total_duration_ms" }),
            text: "Show slowest",
          },
  };
}

function costSaid({ cost_usd: { total, known, of, per_success: perSuccess } }: KpiBlock): {
  value: string | null;
  note: string | null;
} {
  if (total === null) return { value: null, note: null };
  const some = known < of ? `at least ${formatUsd(total)}, ${formatNumber(known)} of ${formatNumber(of)} known` : null;
  if (perSuccess === null) return { value: null, note: some ?? `no success; spent ${formatUsd(total)}` };
  return { value: formatUsd(perSuccess), note: some ?? `${formatUsd(total)} in all` };
}

function costTile({ measured, block, previous, nothing, runsHref }: Shown): StatTileModel {
  const { known, of, total } = block.cost_usd;
  const { value, note } = costSaid(block);
  const missing = of === 0 ? nothing : total === null ? "cost not known" : "no success to divide by";
  return {
    ...definitionsOf(measured).cost,
    figures: [
      {
        name: null,
        value,
        unit: "",
        interval: null,
        basis: of === 0 ? null : `${formatNumber(known)}/${formatNumber(of)} costs known`,
        why: value === null ? missing : null,
        isGreyed: value === null,
      },
    ],
    note,
    previous: before(previous, (earlier) => {
      const said = costSaid(earlier);
      return said.value === null ? said.note : `${said.value} per success`;
    }),
    link: known === 0 ? null : { href: runsHref({ sort: "-cost_usd" }), text: "Show dearest" },
  };
}

/** The figures of a set of runs as tiles: outcomes and cost, and the three times. */
export function prepareBlockTiles(shown: Shown): BlockTiles {
  const times = [timesTile(shown, "total_duration_ms"), timesTile(shown, "ttft_ms"), timesTile(shown, "gaps_ms")];
  const success = rateTile(shown, "success", { goal: "passed" });
  const unchecked = rateTile(shown, "completed_unchecked", { status: "completed", goal: "not_evaluated" });
  // Nothing judges what a text says, unless something did.
  if (shown.measured === "endpoints" && shown.block.evaluated.numerator === 0)
    return { outcomes: [unchecked, ...tokenTiles(shown.block), costTile(shown)], times };
  return {
    outcomes: [
      // What is known comes first.
      ...(isUnjudged(shown.block) ? [unchecked, success] : [success, unchecked]),
      rateTile(shown, "goal_success", { goal: "passed" }),
      costTile(shown),
    ],
    times,
  };
}
