import type { LoadKind } from "../load/load-draft.ts";

const MOST_LEVELS = 20;

/** What the levels of a kind are; null where it has none. */
export function axisOf(kind: LoadKind): "concurrency" | "rate" | null {
  if (kind === "closed") return "concurrency";
  return kind === "constant" || kind === "poisson" || kind === "gamma" ? "rate" : null;
}

/** Levels as they are written, "1, 2, 4"; null where they are none. Empty: one load. */
export function readLevels(text: string): number[] | null {
  const levels = text
    .split(/[\s,;]+/)
    .filter((each) => each !== "")
    .map(Number);
  return levels.every((level) => Number.isFinite(level) && level > 0) ? levels : null;
}

/** What is wrong with them, before anything is sent. */
export function levelErrors(text: string, axis: "concurrency" | "rate"): string[] {
  const levels = readLevels(text);
  if (levels === null) return ["must be numbers above 0, with commas between them"];
  if (levels.length === 1) return ["must be at least 2: one level is a load"];
  if (levels.length > MOST_LEVELS) return [`must be at most ${MOST_LEVELS}`];
  if (axis === "concurrency" && levels.some((level) => !Number.isInteger(level))) return ["must be whole numbers"];
  return levels.some((level, at) => level <= (levels[at - 1] ?? 0)) ? ["must rise from one to the next"] : [];
}
