import type { JsonValue } from "@tfbench/contracts";
import { ONE_TOKEN_WORDS } from "./words.ts";

const SEED_DIGITS = 5;
const INDEX_DIGITS = 3;

/** Words that only this run of this batch has: what both are numbered, in base n of the word list. */
export const markOfRun = (seed: number, index: number): string =>
  [...digitsOf(index, INDEX_DIGITS), ...digitsOf(seed, SEED_DIGITS)].join(" ");

function digitsOf(number: number, least: number): string[] {
  const digits: string[] = [];
  for (let rest = number; digits.length < least || rest > 0; rest = Math.floor(rest / ONE_TOKEN_WORDS.length))
    digits.push(ONE_TOKEN_WORDS[rest % ONE_TOKEN_WORDS.length] ?? "time");
  return digits;
}

/** The value with the mark before its first text, wherever a message keeps it; null where there is no text. */
export function markFirstText(value: JsonValue | undefined, mark: string): JsonValue | null {
  if (typeof value === "string") return `${mark}\n\n${value}`;
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) {
      const marked = markFirstText(item, mark);
      if (marked !== null) return value.with(place, marked);
    }
    return null;
  }
  for (const field of ["content", "text"]) {
    const marked = markFirstText(value[field], mark);
    if (marked !== null) return { ...value, [field]: marked };
  }
  return null;
}
