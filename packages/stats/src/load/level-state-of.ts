import type { LevelState, LoadReport, Validity } from "@tfbench/contracts";

type Judged = Pick<LoadReport, "attempted" | "successes" | "steady"> & { validity: Pick<Validity, "verdict"> };

/** What became of one level of several. `isCut`: it was ended before its time by a person or a budget. */
export function levelStateOf({ attempted, successes, validity, steady }: Judged, isCut: boolean): LevelState {
  if (isCut) return "cut";
  if (validity.verdict === "invalid") return "invalid";
  if (attempted === 0 || successes === 0) return "no_success";
  if (steady.is_steady === null) return "measured";
  return steady.is_steady ? "steady" : "unsteady";
}
