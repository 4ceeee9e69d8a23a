import type { Goal, JsonValue, RunSettings } from "@tfbench/contracts";
import { filledLeaves, type Leaf } from "./filled-leaves.ts";

export type GoalVerdict = { goal: Goal; goal_reason: string | null };

/** Fields in which an agent talks about its work instead of delivering it. Inside a list they are part of the data. */
const REPORT_FIELDS = ["status", "reason", "message", "error"];
/** A result may come wrapped in one more object. */
const DEEPEST_STATUS = 2;
const DEEPEST_REPORT = 3;
const BLOCKED = /\baccess denied\b|captcha|\bblocked\b/i;
const MAX_QUOTE_LENGTH = 160;

/**
 * The built-in guards: what a completed run's result says against the goal having been met. They never say that it was
 * met, so a result they have nothing against is not evaluated. Pure.
 */
export function judgeGoal(result: JsonValue, settings: Pick<RunSettings, "guards" | "allow_empty">): GoalVerdict {
  if (settings.guards === "off") return { goal: "not_evaluated", goal_reason: null };
  const leaves = filledLeaves(result);
  return (
    blockedGuard(leaves) ??
    statusFailureGuard(leaves) ??
    (settings.allow_empty ? null : emptyGuard(result, leaves)) ?? { goal: "not_evaluated", goal_reason: null }
  );
}

const quote = ({ path, value }: Leaf): string =>
  `${path.join(".") || "the result"} says "${String(value).slice(0, MAX_QUOTE_LENGTH)}"`;
const isReport = ({ path, isInList }: Leaf): boolean =>
  !isInList && path.length <= DEEPEST_REPORT && path.some((name) => REPORT_FIELDS.includes(name.toLowerCase()));
const saysFailure = ({ path, isInList, value }: Leaf): boolean =>
  !isInList &&
  path.length <= DEEPEST_STATUS &&
  path.at(-1)?.toLowerCase() === "status" &&
  String(value).toLowerCase() === "failure";
const saysBlocked = ({ value }: Leaf): boolean => typeof value === "string" && BLOCKED.test(value);

function blockedGuard(leaves: readonly Leaf[]): GoalVerdict | null {
  const delivered = leaves.filter((leaf) => !isReport(leaf));
  const report = leaves.find((leaf) => isReport(leaf) && saysBlocked(leaf));
  const only = delivered.every(saysBlocked) ? delivered[0] : undefined;
  const found = report ?? only;
  return found ? { goal: "blocked", goal_reason: `Guard "blocked": ${quote(found)}.` } : null;
}

function statusFailureGuard(leaves: readonly Leaf[]): GoalVerdict | null {
  const found = leaves.find(saysFailure);
  return found ? { goal: "failed", goal_reason: `Guard "status failure": ${quote(found)}.` } : null;
}

/** Reports beside nothing do not fill a result: `{"status":"success","items":[]}` is empty. */
function emptyGuard(result: JsonValue, leaves: readonly Leaf[]): GoalVerdict | null {
  const fail = (guard: string, what: string): GoalVerdict => ({
    goal: "failed",
    goal_reason: `Guard "${guard}": ${what}.`,
  });
  if (result === null) return fail("null result", "the result is null");
  if (leaves.some((leaf) => !isReport(leaf))) return null;
  const empties = emptyValues(result);
  if (empties.arrays > 0) return fail("empty arrays", "every array of the result is empty and nothing else is filled");
  if (empties.nulls > 0 || leaves.length === 0) return fail("null fields", "no field of the result is filled");
  return null;
}

function emptyValues(value: JsonValue): { arrays: number; nulls: number } {
  if (value === null) return { arrays: 0, nulls: 1 };
  if (typeof value !== "object") return { arrays: 0, nulls: 0 };
  const items = Object.values(value).map(emptyValues);
  const own = Array.isArray(value) && value.length === 0 ? 1 : 0;
  return {
    arrays: own + items.reduce((sum, item) => sum + item.arrays, 0),
    nulls: items.reduce((sum, item) => sum + item.nulls, 0),
  };
}
