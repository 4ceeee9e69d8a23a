/** What comes before the measured part of a load and after it, and is in no figure. */
export type Margins = {
  /** The first runs, or conversations. */
  warmUpRuns: number;
  /** What is due before this. */
  warmUpMs: number;
  /** What is due within so long of the load's planned end. */
  coolDownMs: number;
};

export type PartOfLoad = "warm_up" | "window" | "cool_down";

/** Says of a run, by its place in the profile and when it was due, which part of the load it belongs to. */
export function partOfLoad(
  { warmUpRuns, warmUpMs, coolDownMs }: Margins,
  plannedEndMs: number,
): (place: number, dueMs: number) => PartOfLoad {
  const windowEndMs = coolDownMs === 0 ? Infinity : plannedEndMs - coolDownMs;
  return (place, dueMs) => {
    if (place < warmUpRuns || dueMs < warmUpMs) return "warm_up";
    return dueMs >= windowEndMs ? "cool_down" : "window";
  };
}
