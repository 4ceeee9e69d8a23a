import type { BatchDetail, BatchReport, CaseReport, Change, Goal, RunStatus, ScenarioChats } from "@tfbench/contracts";
import { outcomeWord } from "#components/reports/outcome-look.ts";
import { VERDICT_LOOK, type Look } from "#components/status-look.ts";
import { prepareBlockTiles, type BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import { describeLoad } from "#components/load/describe-load.ts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { sayParts } from "./say-parts.ts";

/** How the batch was to be run, as frozen when it was created. */
export function prepareLoadSentence({ load, plan, load_report }: BatchDetail): string {
  const { chats } = plan.settings;
  if (plan.provider !== "tinyfish") {
    const said =
      chats === undefined ? [`${describeLoad(load)}.`] : [`${describeLoad(load, "conversation")}.`, sayChats(chats)];
    return [...said, ...sayParts(plan, load_report)].join(" ");
  }
  const transport = plan.settings.transport === "sse" ? "streamed" : "polled";
  return `${describeLoad(load)}; ${transport}, guards ${plan.settings.guards}.`;
}

function sayChats({ turns, think_ms: { from, to } }: ScenarioChats): string {
  const seconds = (ms: number) => formatNumber(ms / 1_000, Number.isInteger(ms / 1_000) ? 0 : 1);
  const think = from === to ? seconds(from) : `${seconds(from)} to ${seconds(to)}`;
  return `Chats of up to ${formatNumber(turns)} turns, ${to === 0 ? "without think time" : `with ${think} s to think before each later one`}.`;
}

/** The figures of a batch of agents: final once it has ended, before that of the runs that have. */
export const prepareBatchTiles = ({ batch_id: id, block }: BatchReport): BlockTiles =>
  prepareBlockTiles({
    measured: "agents",
    block,
    previous: null,
    nothing: "no finished run in this batch",
    runsHref: (filter) => `/runs?${new URLSearchParams({ batch: String(id), ...filter })}`,
  });

export type VerdictRow = { name: string; look: Look; sentence: string };

const rowOf = (name: string, { verdict, sentence, needed }: Change): VerdictRow => {
  const look = VERDICT_LOOK[verdict];
  const word = verdict === "too_few" && needed !== null ? `${look.word}, needs ${formatNumber(needed)}` : look.word;
  return { name, look: { ...look, word }, sentence };
};

/** What changed against the batch before; empty where there is none to compare with. */
export function prepareVerdicts({ against }: BatchReport): VerdictRow[] {
  if (against === null) return [];
  return [rowOf("Total time", against.total), ...(against.success === null ? [] : [rowOf("Success", against.success)])];
}

export type CaseDot = { runId: number; title: string; status: RunStatus; goal: Goal };
export type CaseRow = {
  key: string;
  label: string;
  dots: CaseDot[];
  more: string | null;
  passed: string;
  unchecked: string;
  median: string;
  flaky: string;
};

const MOST_DOTS = 100;

const sayMedian = ({ total_p50: { value, low, high, n, needed } }: CaseReport): string => {
  if (needed !== null) return `too few (${formatNumber(n)} of ${formatNumber(needed)})`;
  if (value === null) return "not reached";
  return `${formatDuration(value)} (${low === null ? "open" : formatDuration(low)} to ${high === null ? "open" : formatDuration(high)})`;
};

/** More runs unjudged than not: a 0 % would tell of the missing check, not of the case. */
const isUnjudgedCase = ({ passed, attempted, completed_unchecked: unchecked }: CaseReport): boolean =>
  passed === 0 && unchecked > attempted - unchecked;

function sayPassed(one: CaseReport): string {
  if (isUnjudgedCase(one)) return "not evaluated";
  const { value, numerator, denominator } = one.success;
  return value === null ? "none" : `${formatShare(value)} %, ${formatNumber(numerator)}/${formatNumber(denominator)}`;
}

export const prepareCases = (cases: readonly CaseReport[]): CaseRow[] =>
  cases.map((one) => ({
    key: String(one.index),
    label: one.label,
    dots: one.repeats.slice(0, MOST_DOTS).map((run) => ({
      runId: run.run_id,
      title: `Run ${run.run_id}: ${outcomeWord(run)}${run.total_duration_ms === null ? "" : `, ${formatDuration(run.total_duration_ms)}`}`,
      status: run.status,
      goal: run.goal,
    })),
    more: one.repeats.length > MOST_DOTS ? `and ${formatNumber(one.repeats.length - MOST_DOTS)} more` : null,
    passed: sayPassed(one),
    unchecked: formatNumber(one.completed_unchecked),
    median: sayMedian(one),
    flaky: one.is_flaky === null ? "not known" : one.is_flaky ? "flaky" : "no",
  }));

export type ValidityFact = { name: string; value: string };

/** Our own part in the figures, in words. */
export function prepareValidity({ validity }: BatchReport): ValidityFact[] {
  const spread = ({ n, p50, p95, p99, max }: BatchReport["validity"]["lag_ms"]) =>
    p50 === null || p95 === null || p99 === null || max === null
      ? "not recorded"
      : `p50 ${formatNumber(p50, 1)}, p95 ${formatNumber(p95, 1)}, p99 ${formatNumber(p99, 1)}, most ${formatNumber(max, 1)} ms, n ${formatNumber(n)}`;
  const { coalesced, provider_queue_share: queue } = validity;
  return [
    { name: "Our lateness (lag)", value: spread(validity.lag_ms) },
    { name: "Wait for a free slot", value: spread(validity.slot_wait_ms) },
    {
      name: "Runs with events that shared a read",
      value: coalesced.of === 0 ? "not recorded" : `${formatNumber(coalesced.runs)}/${formatNumber(coalesced.of)}`,
    },
    {
      name: "In the provider's queue",
      value: queue === null ? "not recorded" : `${formatShare(queue)} % of the typical run`,
    },
    { name: "Aborted on our side", value: formatNumber(validity.aborted) },
    { name: "Not assessed", value: validity.not_assessed.join("; ") },
  ];
}
