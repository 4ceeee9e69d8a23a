import type { Batch } from "@tfbench/contracts";
import { isFinalRun } from "#components/is-final.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { outcomeParts, type ProgressPart } from "./outcome-parts.ts";

/** How far something is: runs that have ended, or seconds of the time that ends it. */
export type ProgressBar = { label: string; now: number; max: number };
export type Progress = { bar: ProgressBar; sentence: string; parts: ProgressPart[]; cancelText: string };

type Shown = Pick<Batch, "run_count" | "is_counted" | "counts" | "load" | "started_at">;

/** `nowMs` null: not known yet, before the browser has taken over from the server. */
export function prepareProgress(batch: Shown, nowMs: number | null): Progress {
  const { run_count: total, is_counted: isCounted, counts } = batch;
  const bar = isCounted ? null : timeBar(batch, nowMs);
  const share = bar === null ? 1 : bar.now / bar.max;
  const parts = outcomeParts(counts, total, share);
  const done = parts.filter(({ status }) => isFinalRun(status)).reduce((sum, { count }) => sum + count, 0);
  if (!isCounted) {
    const time = bar === null ? "" : `${formatNumber(bar.now)} of ${formatNumber(bar.max)} s, `;
    return {
      bar: bar ?? { label: "Runs ended", now: done, max: total },
      sentence: `${time}${countOf(done, "run")} ended`,
      parts,
      cancelText: "Cancel batch",
    };
  }
  return {
    bar: { label: "Runs ended", now: done, max: total },
    sentence:
      done === total ? `All ${countOf(total, "run")} ended` : `${formatNumber(done)} of ${countOf(total, "run")} ended`,
    parts,
    cancelText: `Cancel ${countOf(total - done, "run")}`,
  };
}

/** Null where no time ends the load. */
function timeBar({ load, started_at }: Shown, nowMs: number | null): ProgressBar | null {
  if (load.kind !== "closed" || load.duration_ms === undefined) return null;
  const max = Math.max(1, Math.round(load.duration_ms / 1_000));
  const elapsed = started_at === null || nowMs === null ? 0 : Math.floor((nowMs - Date.parse(started_at)) / 1_000);
  return { label: "Seconds of the load", now: Math.min(max, Math.max(0, elapsed)), max };
}
