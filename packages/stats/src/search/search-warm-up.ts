import type { LoadProfile } from "@tfbench/contracts";

const SHARE = 0.1;

type SearchWarmUp = {
  /** With the runs that warm up on top of the asked number. */
  load: LoadProfile;
  /** So many runs first, and those due before so long, are in no figure. */
  runs: number;
  ms: number;
};

/**
 * A load of a search with its warm-up. Every load begins at a target that stands still, and its first runs see less of the
 * level than the others: in a search that would speak for levels that do not hold. Closed: as many runs as are open at once.
 * Open: a tenth.
 */
export function searchWarmUp(load: LoadProfile): SearchWarmUp {
  if (load.kind === "closed") return addRuns(load, load.concurrency);
  if ("runs" in load && load.runs !== undefined) return addRuns(load, Math.ceil(load.runs * SHARE));
  return { load, runs: 0, ms: "duration_ms" in load ? (load.duration_ms ?? 0) * SHARE : 0 };
}

function addRuns(load: LoadProfile, runs: number): SearchWarmUp {
  if (!("runs" in load) || load.runs === undefined) return { load, runs, ms: 0 };
  return { load: { ...load, runs: load.runs + runs }, runs, ms: 0 };
}
