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

// For everyone who parses with these contracts: what is said at a field must tell a person what to enter there.
z.config({
  customError(issue) {
    if (issue.code !== "invalid_type") return undefined;
    return issue.input === undefined ? "is required" : `must be ${NOUNS[issue.expected] ?? issue.expected}`;
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
    if (issue.code === "invalid_union") return [{ field, message: "has none of the allowed forms" }];
    return [{ field, message: issue.message }];
  });
}
