import type { ReportDocument } from "../report/document.ts";

/**
 * What became of a level. measured: valid, where a closed load or too few runs leave nothing to call steady. cut: ended
 * before its time by a person or a budget.
 */
export type LevelState = "steady" | "measured" | "unsteady" | "invalid" | "no_success" | "cut";

/** More runs than this share dropped for want of a slot: the level was not offered what it names. */
export const MOST_DROPPED = 0.01;

export function levelStateOf({ attempted, successes, validity, steady }: ReportDocument, isCut: boolean): LevelState {
  if (isCut) return "cut";
  if (validity.verdict === "invalid") return "invalid";
  if (attempted === 0 || successes === 0) return "no_success";
  if (steady.is_steady === null) return "measured";
  return steady.is_steady ? "steady" : "unsteady";
}

/** A failed level says nothing of what the target can do at it, or that it cannot do it. */
export const isFailed = (state: LevelState): boolean => state !== "steady" && state !== "measured";
