import type { Measured, RunPreview } from "@tfbench/contracts";
import { fieldErrors, type FieldLabels } from "#components/form/field-errors.ts";
import { countOf } from "#format/count-of.ts";
import { formatUsd } from "#format/format-usd.ts";

export type DryRun = {
  line: string;
  runsOn: string;
  headers: { name: string; value: string }[];
  body: string;
  /** What would keep a trigger from being accepted. */
  problems: string[];
  cost: string;
  /** null: the request has no prompt of text. */
  prompt: string | null;
};

/** Why there is no request to show, by the names that stand in the form. */
export const dryRunProblems = (error: Error, labels: FieldLabels): string[] =>
  fieldErrors(error, [], { "automation.request": "Request", "automation.default_inputs": "Default inputs", ...labels })
    .rest;

const namesText = (names: readonly string[]) => names.join(", ");

/** An endpoint charges for the tokens of prompt and answer; of the latter nobody knows beforehand. */
function tokenCostText({ estimated_cost_usd: usd, count, runs_on: { origin } }: RunPreview): string {
  if (usd !== null) return `About ${formatUsd(usd)} for ${countOf(count, "run")}, by the target's prices of tokens.`;
  return origin === "real"
    ? "Cost not known beforehand: an endpoint charges by tokens."
    : "Nothing on a simulator; a real endpoint charges by tokens.";
}

/** What an estimate says, with what it rests on. */
function stepCostText(preview: RunPreview): string {
  const { estimated_cost_usd: usd, usd_per_step: perStep, count, steps_per_run: steps, steps_are: stepsAre } = preview;
  if (usd === null || perStep === null || steps === null) return "Cost not known: the target names no price.";
  const basis = `${countOf(count, "run")} x ${countOf(steps, "step")} x ${formatUsd(perStep)}`;
  const estimate =
    stepsAre === "median"
      ? `About ${formatUsd(usd)}: ${basis}, the steps as in earlier runs.`
      : `At most ${formatUsd(usd)}: ${basis}, the most steps a run is allowed.`;
  return preview.runs_on.origin === "real" ? estimate : `Nothing on a simulator; at this price ${lower(estimate)}`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export function prepareDryRun(preview: RunPreview, measured: Measured): DryRun {
  const { missing_names: missing, unknown_names: unknown, runs_on: runsOn, input_tokens: tokens } = preview;
  return {
    line: `${preview.method} ${preview.url}`,
    runsOn: `${runsOn.name} (${runsOn.origin})`,
    headers: Object.entries(preview.headers).map(([name, value]) => ({ name, value })),
    body: JSON.stringify(preview.body),
    problems: [
      ...(missing.length === 0 ? [] : [`No value yet for ${namesText(missing)}: give one in the inputs.`]),
      ...(unknown.length === 0 ? [] : [`Not used by the request: ${namesText(unknown)}.`]),
    ],
    prompt:
      tokens === null
        ? null
        : `About ${countOf(tokens, "token")}, by the o200k vocabulary; other models count otherwise.`,
    cost: measured === "agents" ? stepCostText(preview) : tokenCostText(preview),
  };
}
