import { z } from "zod";
import type { FieldProblem } from "./error.ts";

const NOUNS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** What is counted, by what it is counted in; a bare number is a limit of the value itself. */
const COUNTED: Record<string, readonly [one: string, many: string]> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
};

function limitSentence(bound: "at least" | "at most", limit: number | bigint, origin: string): string {
  const units = COUNTED[origin];
  const figure = limit.toLocaleString("en-US");
  return units === undefined
    ? `must be ${bound} ${figure}`
    : `must have ${bound} ${figure} ${limit === 1 ? units[0] : units[1]}`;
}

// For everyone who parses with these contracts: what is said at a field must tell a person what to enter there.
z.config({
  customError(issue) {
    if (issue.code === "invalid_type")
      return issue.input === undefined ? "is required" : `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    if (issue.code === "too_big" && issue.inclusive === true)
      return limitSentence("at most", issue.maximum, issue.origin);
    if (issue.code === "too_small" && issue.inclusive === true)
      return limitSentence("at least", issue.minimum, issue.origin);
    if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
    return undefined;
  },
});

const join = (path: readonly PropertyKey[]): string =>
  path
    .map(String)
    .filter((part) => part !== "")
    .join(".");

/** What a schema refused, one line per field; `root` goes before every path. */
export function fieldProblems(issues: readonly z.core.$ZodIssue[], root: string): FieldProblem[] {
  return issues.flatMap((issue) => {
    const field = join([root, ...issue.path]);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: join([root, ...issue.path, key]), message: "is not a known field" }));
    }
    if (issue.code === "invalid_key") return [{ field, message: issue.issues[0]?.message ?? issue.message }];
    if (issue.code === "invalid_union") return [{ field, message: formsSentence(issue) }];
    return [{ field, message: issue.message }];
  });
}

function formsSentence(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = "options" in issue ? (issue.options ?? []) : [];
  return `has none of the allowed forms${options.length === 0 ? "" : `: ${options.map(String).join(", ")}`}`;
}
