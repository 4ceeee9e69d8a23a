import type { EventNaming } from "./simulator-options.ts";

const CAMEL_NAMES = new Map([
  ["run_id", "runId"],
  ["streaming_url", "streamingUrl"],
  ["result", "resultJson"],
]);
const LINE_ENDINGS = { lf: "\n", crlf: "\r\n", cr: "\r" } as const;
export type LineEnding = keyof typeof LINE_ENDINGS;

/**
 * JSON on one line for every reader: JSON.stringify leaves U+2028, U+2029 and U+0085 as they are, and
 * Python line readers split on them.
 */
export function toLineSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** One server-sent event: a single data line and a blank line. */
export function toEventBytes(json: string, lineEnding: LineEnding = "lf"): Buffer {
  const end = LINE_ENDINGS[lineEnding];
  return Buffer.from(`data: ${json}${end}${end}`);
}

/** Renames (`camel`) or doubles (`both`) the keys that older generations spelled differently. */
export function withNaming(event: Record<string, unknown>, naming: EventNaming): Record<string, unknown> {
  if (naming === "snake") return event;
  const named: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event)) {
    const camel = CAMEL_NAMES.get(key);
    if (naming === "both" || camel === undefined) named[key] = value;
    if (camel !== undefined) named[camel] = value;
  }
  return named;
}
