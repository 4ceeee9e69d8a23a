import type { Goal, JsonValue } from "@tfbench/contracts";
import type { Leaf } from "./filled-leaves.ts";

/** A result, and what is filled in it. */
export type Judged = { result: JsonValue; leaves: readonly Leaf[] };

export type Guard = {
  name: string;
  expected: string;
  /** What the goal is when it objects. */
  goal: Goal;
  /** Not asked where an empty result is allowed. */
  isAboutEmptiness: boolean;
  /** What it objects to; null when to nothing. */
  objectTo(judged: Judged): string | null;
};

/** Fields in which an agent talks about its work instead of delivering it. Inside a list they are part of the data. */
const REPORT_FIELDS = ["status", "reason", "message", "error"];
/** A result may come wrapped in one more object. */
const DEEPEST_STATUS = 2;
const DEEPEST_REPORT = 3;
const BLOCKED = /\baccess denied\b|captcha|\bblocked\b/i;
const MAX_QUOTE_LENGTH = 160;

export const quote = ({ path, value }: Leaf): string =>
  `${path.join(".") || "the result"} says "${String(value).slice(0, MAX_QUOTE_LENGTH)}"`;
export const isReport = ({ path, isInList }: Leaf): boolean =>
  !isInList && path.length <= DEEPEST_REPORT && path.some((name) => REPORT_FIELDS.includes(name.toLowerCase()));
export const isStatus = ({ path, isInList }: Leaf): boolean =>
  !isInList && path.length <= DEEPEST_STATUS && path.at(-1)?.toLowerCase() === "status";
const saysFailure = (leaf: Leaf): boolean => isStatus(leaf) && String(leaf.value).toLowerCase() === "failure";
const saysBlocked = ({ value }: Leaf): boolean => typeof value === "string" && BLOCKED.test(value);

/** In the order in which they are asked; the first that objects decides. */
export const GUARDS: readonly Guard[] = [
  {
    name: "blocked",
    expected:
      'No "access denied", "captcha" or "blocked" where the agent reports on its work, or as all that it found.',
    goal: "blocked",
    isAboutEmptiness: false,
    objectTo({ leaves }) {
      const delivered = leaves.filter((leaf) => !isReport(leaf));
      const report = leaves.find((leaf) => isReport(leaf) && saysBlocked(leaf));
      const only = delivered.every(saysBlocked) ? delivered[0] : undefined;
      const found = report ?? only;
      return found === undefined ? null : quote(found);
    },
  },
  {
    name: "status failure",
    expected: 'No status "failure" inside the result.',
    goal: "failed",
    isAboutEmptiness: false,
    objectTo({ leaves }) {
      const found = leaves.find(saysFailure);
      return found === undefined ? null : quote(found);
    },
  },
  {
    name: "null result",
    expected: "A result that is not null.",
    goal: "failed",
    isAboutEmptiness: true,
    objectTo: ({ result }) => (result === null ? "the result is null" : null),
  },
  {
    name: "empty arrays",
    expected: "Not only empty arrays.",
    goal: "failed",
    isAboutEmptiness: true,
    objectTo: (judged) =>
      hasData(judged) || emptyValues(judged.result).arrays === 0
        ? null
        : "every array of the result is empty and nothing else is filled",
  },
  {
    name: "null fields",
    expected: "At least one filled field.",
    goal: "failed",
    isAboutEmptiness: true,
    objectTo(judged) {
      if (hasData(judged)) return null;
      const isEmpty = emptyValues(judged.result).nulls > 0 || judged.leaves.length === 0;
      return isEmpty ? "no field of the result is filled" : null;
    },
  },
];

/** Reports beside nothing do not fill a result: `{"status":"success","items":[]}` is empty. */
const hasData = ({ leaves }: Judged): boolean => leaves.some((leaf) => !isReport(leaf));

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
