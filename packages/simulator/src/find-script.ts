import type { z } from "zod";
import type { InputIssue } from "./api-error.ts";

const OPENING = "[[simulate";
const CLOSING = "]]";

export type FoundScript<Script> =
  | { found: false }
  | { found: true; script: Script }
  | { found: true; issues: InputIssue[] };

/** Finds and validates the one script inside a text. Issue paths begin with `simulate`. */
export function findScript<Schema extends z.ZodType>(text: string, schema: Schema): FoundScript<z.output<Schema>> {
  const start = text.indexOf(OPENING);
  if (start < 0) return { found: false };
  const json = parseJsonBeforeClosing(text, start + OPENING.length);
  if (!json) return reject("the text after [[simulate must be one JSON object followed by ]]");
  if (text.indexOf(OPENING, json.endIndex) >= 0) return reject("a goal holds at most one script");
  return validateScript(json.value, schema);
}

/** The same for a script that is known to be one. */
export function validateScript<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
): { found: true; script: z.output<Schema> } | { found: true; issues: InputIssue[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { found: true, script: parsed.data };
  return { found: true, issues: parsed.error.issues.flatMap(namedByKey) };
}

/** zod reports unknown keys on their parent; here each key has an issue of its own. */
function namedByKey(issue: z.core.$ZodIssue): InputIssue[] {
  const path = ["simulate", ...issue.path];
  if (issue.code !== "unrecognized_keys") return [{ ...issue, path }];
  return issue.keys.map((key) => ({ code: issue.code, path: [...path, key], message: "is not a key of a script" }));
}

/** JSON may itself hold `]]`, so the script ends at the first `]]` that leaves valid JSON before it. */
function parseJsonBeforeClosing(text: string, fromIndex: number): { value: unknown; endIndex: number } | null {
  let closing = text.indexOf(CLOSING, fromIndex);
  for (let tries = 0; closing >= 0 && tries < 1000; tries++) {
    const json = text.slice(fromIndex, closing).trim();
    if (json.endsWith("}")) {
      const value = parseJson(json);
      if (value !== undefined) return { value, endIndex: closing };
    }
    closing = text.indexOf(CLOSING, closing + 1);
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reject(message: string): { found: true; issues: InputIssue[] } {
  return { found: true, issues: [{ code: "custom", path: ["simulate"], message }] };
}
