import type { KpiBlock } from "@tfbench/contracts";
import type { Figure } from "#components/figure-model.ts";
import { countOf } from "#format/count-of.ts";
import { formatShare } from "#format/format-share.ts";

type Judged = Pick<KpiBlock, "success" | "success_if_unevaluated_passed" | "completed_unchecked" | "by_goal">;

/**
 * Nothing passed, and more runs are unjudged than were judged as missed: a 0 % would tell of the missing checks, not of
 * the runs.
 */
export const isUnjudged = ({ success, completed_unchecked: unchecked, by_goal: goals }: Judged): boolean =>
  success.numerator === 0 && unchecked.numerator > goals.failed + goals.partial;

/** What stands in place of a share that nobody could judge. */
export const UNJUDGED: Figure = {
  name: null,
  value: null,
  unit: "",
  interval: null,
  basis: null,
  why: "not evaluated",
  isGreyed: true,
};

/** Runs nobody could judge make success a range. */
export function successNote(block: Judged): string | null {
  const { success, success_if_unevaluated_passed: upper, completed_unchecked: unchecked } = block;
  if (success.value === null || upper === null || upper === success.value) return null;
  if (isUnjudged(block))
    return `0 to ${formatShare(upper)} %: ${countOf(unchecked.numerator, "completed run")} had no check that could judge the goal`;
  return `${formatShare(upper)} % if every unjudged run had passed`;
}
