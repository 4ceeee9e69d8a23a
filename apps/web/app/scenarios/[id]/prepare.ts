import type { DefinitionEvent, FailureGroup, Measured, ScenarioReport } from "@tfbench/contracts";
import { percentileFigure, rateFigure, type Figure } from "#components/figure-model.ts";
import { isUnjudged, successNote, UNJUDGED } from "#components/kpi/unjudged.ts";
import { tokenFigure } from "#components/kpi/prepare-token-tile.ts";
import { measuredPart } from "#components/measured/measured-part.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import { outcomeWord } from "#components/reports/outcome-look.ts";
import { prepareTimeFigures } from "#components/reports/prepare-time-figures.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { formatUsd } from "#format/format-usd.ts";

export type FigureGroup = { title: string; note: string | null; figures: Figure[] };

const NOTHING = "no run in this period";

/** Nothing judges what a text says, unless something did. */
export const isJudgedAtAll = ({ block }: Pick<ScenarioReport, "block">, measured: Measured): boolean =>
  measured === "agents" || block.evaluated.numerator > 0;

/** The figures that stand above every tab. */
export function prepareFigures({ block, distribution }: ScenarioReport, measured: Measured): FigureGroup[] {
  const { ttft } = distribution;
  const { per_success: perSuccess, known, of, total } = block.cost_usd;
  const success = {
    title: "End-to-end success",
    note: successNote(block),
    figures: [isUnjudged(block) ? UNJUDGED : rateFigure(block.success, NOTHING)],
  };
  const unchecked = {
    title: "Completed, goal unchecked",
    note: "Never added to success.",
    figures: [rateFigure(block.completed_unchecked, NOTHING)],
  };
  const outcomes = !isJudgedAtAll({ block }, measured)
    ? [{ ...unchecked, title: "Completed", note: "What the text says is not judged." }]
    : isUnjudged(block)
      ? [unchecked, success]
      : [success, unchecked];
  return [
    ...outcomes,
    {
      title: "Total time, all attempted",
      note: null,
      figures: prepareTimeFigures(distribution.total, { nothing: NOTHING, lacked: "an end" }).slice(0, 2),
    },
    {
      title: MEASURED_WORDS[measured].timeToFirst,
      note: null,
      figures: [
        percentileFigure(ttft.p50, {
          name: "p50",
          unit: durationUnitFor([ttft.p50.value]),
          noun: "",
          nothing: NOTHING,
        }),
      ],
    },
    ...tokenGroup(block),
    {
      title: "Cost per success",
      note:
        total === null || known === of ? null : `at least, ${formatNumber(known)} of ${formatNumber(of)} costs known`,
      figures: [
        {
          name: null,
          value: perSuccess === null ? null : formatUsd(perSuccess),
          unit: "",
          interval: null,
          basis: total === null ? null : `${formatUsd(total)} in all`,
          why: perSuccess !== null ? null : of === 0 ? NOTHING : total === null ? "cost not known" : "no success",
          isGreyed: perSuccess === null,
        },
      ],
    },
  ];
}

const tokenGroup = ({ tokens }: ScenarioReport["block"]): FigureGroup[] =>
  tokens === null || tokens === undefined
    ? []
    : [
        {
          title: "Output speed",
          note: null,
          figures: [tokenFigure(tokens.output_per_second.p50, "p50", "tokens/s")],
        },
      ];

export type FailureRow = {
  key: string;
  outcome: Pick<FailureGroup, "status" | "goal">;
  what: string;
  reason: string;
  sentence: string;
  count: string;
  share: string;
  firstSeenAt: string;
  lastSeenAt: string;
  exampleIds: readonly number[];
  href: string;
};

/** Attempted runs that did not succeed, each group with the address of its runs. */
export function prepareFailures(
  { failures, scenario_id: id, origin, period }: ScenarioReport,
  measured: Measured,
): FailureRow[] {
  return failures.map((group) => ({
    key: `${group.status}/${group.goal}/${group.reason_code ?? ""}`,
    outcome: { status: group.status, goal: group.goal },
    what: outcomeWord(group),
    reason: group.reason_code ?? "none given",
    sentence: group.sentence,
    count: formatNumber(group.count),
    share: `${formatShare(group.share)} %`,
    firstSeenAt: group.first_seen_at,
    lastSeenAt: group.last_seen_at,
    exampleIds: group.example_run_ids,
    href: `/runs?${new URLSearchParams({
      scenario: String(id),
      origin,
      from: period.from,
      to: period.to,
      status: group.status,
      goal: group.goal,
      ...measuredPart(measured),
      ...(group.reason_code === null ? {} : { search: group.reason_code }),
    })}`,
  }));
}

export type HistoryRow = DefinitionEvent & { key: string };

export const prepareHistory = ({ definitions }: ScenarioReport): HistoryRow[] =>
  definitions.map((event, index) => ({ ...event, key: `${event.kind}/${event.at}/${event.batch_id ?? ""}/${index}` }));

/** Flake rate in words. */
export function prepareFlakes({ reliability }: ScenarioReport): string {
  const { value, flaky, cases, left_out: leftOut } = reliability.flake_rate;
  const without = leftOut === 0 ? "" : `; ${countOf(leftOut, "case")} with fewer than two judged runs left out`;
  if (value === null) return `Flake rate: no case has two judged runs${without}.`;
  return `Flake rate ${formatShare(value)} % among ${countOf(reliability.evaluated, "judged run")}: the chance that two attempts at one case end differently; ${formatNumber(flaky)} of ${countOf(cases, "case")} flaky${without}.`;
}
