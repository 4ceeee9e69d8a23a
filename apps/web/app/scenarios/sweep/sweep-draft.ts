import type { LoadKind } from "../load/load-draft.ts";

const MOST_LEVELS = 20;

export const MEASURES = [
  { value: "load", text: "One load" },
  { value: "sweep", text: "A sweep: a load at each of several levels" },
  { value: "search", text: "A search: the highest level that meets objectives" },
] as const;

/** What takes the place of one load. */
export type LevelsDraft = {
  measure: (typeof MEASURES)[number]["value"];
  /** Of a sweep, "1, 2, 4". */
  levels: string;
  /** Of a search: where it begins, and what it never goes above. */
  low: string;
  high: string;
  /** Of a search, one a line; empty: those of the scenario. */
  slos: string;
};
export const ONE_LOAD: LevelsDraft = { measure: "load", levels: "", low: "1", high: "64", slos: "" };

/** What the levels of a kind are; null where it has none. */
export function axisOf(kind: LoadKind): "concurrency" | "rate" | null {
  if (kind === "closed") return "concurrency";
  return kind === "constant" || kind === "poisson" || kind === "gamma" ? "rate" : null;
}

/** Levels as they are written, "1, 2, 4"; null where they are none. */
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

const levelError = (text: string, axis: "concurrency" | "rate"): string | null => {
  const [level, ...more] = readLevels(text) ?? [];
  if (text === "") return null;
  if (level === undefined || more.length > 0) return "must be a number above 0";
  return axis === "concurrency" && !Number.isInteger(level) ? "must be a whole number" : null;
};

type SearchErrors = { low: string[]; high: string[] };

/** What is wrong with the range of a search, by its ends. */
export function searchErrors({ low, high }: LevelsDraft, axis: "concurrency" | "rate"): SearchErrors {
  const [ofLow, ofHigh] = [levelError(low, axis), levelError(high, axis)];
  const isUpsideDown = low !== "" && high !== "" && ofLow === null && ofHigh === null && Number(high) <= Number(low);
  return {
    low: ofLow === null ? [] : [ofLow],
    high: ofHigh !== null ? [ofHigh] : isUpsideDown ? ["must be above the lowest"] : [],
  };
}

/** What keeps a sweep or a search from being sent; null where nothing does, and of one load. */
export function levelsObstacle(draft: LevelsDraft, axis: "concurrency" | "rate"): string | null {
  if (draft.measure === "load") return null;
  const isSweep = draft.measure === "sweep";
  const { low, high } = searchErrors(draft, axis);
  const errors = isSweep ? levelErrors(draft.levels, axis) : [...low, ...high];
  if (errors.length > 0) return "Mend what is marked in the load profile first.";
  if (isSweep) return draft.levels.trim() === "" ? "Say which levels first." : null;
  return draft.low === "" || draft.high === "" ? "Say between which levels to search first." : null;
}

export type AskedLevels = { levels: number[] } | { search: { low: number; high: number; slos?: string[] } };

/** Null of one load. */
export function askedLevels({ measure, levels, low, high, slos }: LevelsDraft): AskedLevels | null {
  if (measure === "load") return null;
  if (measure === "sweep") return { levels: readLevels(levels) ?? [] };
  const written = slos
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return { search: { low: Number(low), high: Number(high), ...(written.length === 0 ? {} : { slos: written }) } };
}
