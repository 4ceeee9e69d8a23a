import type { JsonValue } from "@tfbench/contracts";

export type JsonRecord = { [key: string]: JsonValue };

/** Deeper values are taken for malformed: they overflow the stack of whatever walks, copies or stores them later. */
const MAX_DEPTH = 256;

/** Null when the text is not JSON that can be worked with; the value is wrapped because null is JSON too. */
export function parseJson(text: string): { value: JsonValue } | null {
  if (depthOf(text) > MAX_DEPTH) return null;
  try {
    const value: JsonValue = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}

export const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function parseRecord(text: string): JsonRecord | null {
  const parsed = parseJson(text);
  return parsed && isRecord(parsed.value) ? parsed.value : null;
}

function depthOf(text: string): number {
  // Twice the depth in brackets is the least a deep value takes.
  if (text.length <= 2 * MAX_DEPTH) return 0;
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (isInString && char === "\\") index += 1;
    else if (char === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, (depth += 1));
    else if (char === "}" || char === "]") depth -= 1;
  }
  return deepest;
}
