import type { z } from "zod";
import type { InputIssue } from "./api-error.ts";
import { Script } from "./script.ts";

const OPENING = "[[simulate";
const CLOSING = "]]";

export type ReadScript = { found: false } | { found: true; script: Script } | { found: true; issues: InputIssue[] };

/** Finds and validates the script inside a goal. Issue paths begin with `simulate`. */
export function readScript(goal: string): ReadScript {
  const start = goal.indexOf(OPENING);
  if (start < 0) return { found: false };
  const json = parseJsonBeforeClosing(goal, start + OPENING.length);
  if (!json) return reject("the text after [[simulate must be one JSON object followed by ]]");
  if (goal.indexOf(OPENING, json.endIndex) >= 0) return reject("a goal holds at most one script");

  const parsed = Script.safeParse(json.value);
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
function parseJsonBeforeClosing(goal: string, fromIndex: number): { value: unknown; endIndex: number } | null {
  let closing = goal.indexOf(CLOSING, fromIndex);
  for (let tries = 0; closing >= 0 && tries < 1000; tries++) {
    const text = goal.slice(fromIndex, closing).trim();
    if (text.endsWith("}")) {
      const value = parseJson(text);
      if (value !== undefined) return { value, endIndex: closing };
    }
    closing = goal.indexOf(CLOSING, closing + 1);
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

function reject(message: string): ReadScript {
  return { found: true, issues: [{ code: "custom", path: ["simulate"], message }] };
}
