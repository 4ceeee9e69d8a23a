import type { BatchReport } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

/** "preliminary, 7 of 50" while runs of the batch are still going on. */
export const preliminaryOf = ({ is_preliminary: isPreliminary, ended, planned }: BatchReport): string | null =>
  isPreliminary ? `preliminary, ${formatNumber(ended)} of ${formatNumber(planned)}` : null;

/** What a chart of the batch says before the first run has ended. */
export const NOTHING_ENDED = { why: "No run has ended yet.", whatToDo: "The chart fills as runs end." };
