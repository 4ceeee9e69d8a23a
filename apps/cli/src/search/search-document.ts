import type { BudgetStop, LevelVerdict, Reversal, ShareEvidence } from "@tfbench/stats";
import type { MeasuredLevel } from "../levels/measure-level.ts";
import type { LevelAxis } from "../levels/level-task.ts";

/** What all valid loads of a level together say to one threshold; the bounds hold for this one look. */
export type LevelEvidence = ShareEvidence & { text: string; share: number; low: number | null; high: number | null };

export type SearchLevel = {
  level: number;
  phase: "climbing" | "narrowing";
  /** cut: a person or a budget ended it before it was decided. */
  verdict: LevelVerdict | "cut";
  /** Error allowed to one look at this level. */
  alpha: number;
  thresholds: LevelEvidence[];
  loads: MeasuredLevel[];
};

/** The one document a search prints with `--json`. */
export type SearchDocument = {
  kind: "search";
  axis: LevelAxis;
  low: number;
  high: number;
  thresholds: string[];
  confidence: number;
  /** How the allowed error is shared. */
  method: string;
  /** Null: no level is shown to meet the thresholds. */
  highest_met: number | null;
  lowest_not_met: number | null;
  sentence: string;
  /** In the order they were measured. */
  levels: SearchLevel[];
  /** Pairs of levels where the higher one did clearly better. */
  reversals: (Reversal & { threshold: string })[];
  settle_ms: number;
  /** Whether a person or a budget ended it. */
  is_cut: boolean;
  stopped: BudgetStop | null;
};
