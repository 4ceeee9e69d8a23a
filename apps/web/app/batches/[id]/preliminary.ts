import type { BatchReport } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

/** "preliminary, 7 of 50" while runs of the batch are still going on. */
export const preliminaryOf = ({ is_preliminary: isPreliminary, ended, planned }: BatchReport): string | null =>
  isPreliminary
    ? `preliminary, ${formatNumber(ended)} ${planned === null ? "so far" : `of ${formatNumber(planned)}`}`
    : null;

/** What a chart of the batch says that has nothing to draw: runs may still end, or all have, and none as it takes. */
export const nothingToDraw = ({ is_preliminary: isPreliminary, ended }: BatchReport, none: string) => ({
  why: isPreliminary && ended === 0 ? "No run has ended yet." : none,
  whatToDo: isPreliminary ? "The chart fills as runs end." : "Open its runs to see how each ended.",
});
export const NO_TOTAL_TIME = "No run of this batch has a total time.";
