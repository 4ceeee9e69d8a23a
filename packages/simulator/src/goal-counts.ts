import { createHash } from "node:crypto";

/** Counts per goal text. The goals seen longest ago are forgotten beyond the limit. */
export interface GoalCounts {
  /** The count after this one. */
  add(goal: string): number;
  get(goal: string): number;
}

const GOALS_KEPT = 50_000;

export function createGoalCounts(): GoalCounts {
  const counts = new Map<string, number>();
  return {
    add(goal) {
      const key = digest(goal);
      const count = (counts.get(key) ?? 0) + 1;
      counts.delete(key);
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > GOALS_KEPT && oldest !== undefined) counts.delete(oldest);
      return count;
    },
    get: (goal) => counts.get(digest(goal)) ?? 0,
  };
}

function digest(goal: string): string {
  return createHash("sha256").update(goal).digest("base64");
}
