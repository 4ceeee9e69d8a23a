import type { Database } from "@tfbench/store";
import type { ComparedScenario } from "./combine-scenarios.ts";

type Changes = ComparedScenario["changes"];

const MOST_KEPT = 500;
const comparisons = new WeakMap<Database, Map<string, Changes>>();

/**
 * What comparisons within scenarios gave, by everything they depend on: comparing resamples thousands of runs, and an
 * overview asks for the same ones again and again. The key names the runs, so what is kept is never out of date.
 */
export function keptComparisons(db: Database): {
  find(key: string): Changes | null;
  keep(key: string, changes: Changes): void;
} {
  const kept = comparisons.get(db) ?? new Map<string, Changes>();
  comparisons.set(db, kept);
  return {
    find: (key) => kept.get(key) ?? null,
    keep(key, changes) {
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(key, changes);
    },
  };
}
