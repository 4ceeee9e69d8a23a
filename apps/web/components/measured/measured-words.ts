import type { Measured } from "@tfbench/contracts";

type MeasuredWords = {
  /** The event that the first time runs to: "first action". */
  first: string;
  /** What a run lacks that never came so far: "a first action". */
  aFirst: string;
  firstTitle: string;
  timeToFirst: string;
  gaps: string;
  /** Whose runs they are: "60 attempted runs of agents". */
  ofWhom: string;
};

/** What the same figures are called of agents, which act, and of endpoints, which stream text; never of both together. */
export const MEASURED_WORDS: Record<Measured, MeasuredWords> = {
  agents: {
    first: "first action",
    aFirst: "a first action",
    firstTitle: "First action",
    timeToFirst: "Time to first action",
    gaps: "Gaps between actions",
    ofWhom: "of agents",
  },
  endpoints: {
    first: "first token",
    aFirst: "a first token",
    firstTitle: "First token",
    timeToFirst: "Time to first token",
    gaps: "Gaps between chunks",
    ofWhom: "on LLM endpoints",
  },
};
