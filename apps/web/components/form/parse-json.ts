import type { JsonObject } from "@tfbench/contracts";

export type ParsedJson = { isValid: true; value: JsonObject } | { isValid: false; problem: string; offset: number };

/** Browsers say where in their own words; line and column are in all of them. */
const LINE_COLUMN = /line (\d+) column (\d+)/;
const POSITION = /at position (\d+)/;

function whereOf(message: string, text: string): { line: number; column: number } {
  const named = LINE_COLUMN.exec(message);
  if (named !== null) return { line: Number(named[1]), column: Number(named[2]) };
  const position = POSITION.exec(message);
  // Without a place the text ended too early.
  const before = text.slice(0, position === null ? text.length : Number(position[1])).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** JSON from a text field; nothing typed counts as an empty object. */
export function parseJsonObject(text: string): ParsedJson {
  if (text.trim() === "") return { isValid: true, value: {} };
  try {
    // What JSON.parse returns is JSON; that it is an object is asked here.
    const value: JsonObject = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject
      ? { isValid: true, value }
      : { isValid: false, problem: "must be a JSON object: { ... }", offset: 0 };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const { line, column } = whereOf(message, text);
    const reason = message.replace(/^JSON\.parse: /, "").replace(/ (in JSON )?at (position|line) .*$/, "");
    const offset =
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length +
      column -
      (line === 1 ? 1 : 0);
    return { isValid: false, offset, problem: `Line ${line}, column ${column}: ${reason}` };
  }
}

export const writeJson = (value: unknown): string => JSON.stringify(value, null, 2);
