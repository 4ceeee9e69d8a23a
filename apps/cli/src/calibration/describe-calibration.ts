import type { LoadProfile } from "@tfbench/contracts";
import { z } from "zod";
import { formatNumber } from "../report/format-figure.ts";
import type { StoredCalibration } from "./calibration-file.ts";
import { notQuietThen } from "./others-busy-share.ts";

/** What of a calibration stands beside a result. A file of an older version may lack it. */
const Figures = z.object({
  at: z.iso.datetime(),
  ttft_bias_ms: z.object({ n: z.int(), mean: z.number() }),
  send_lateness_ms_p99: z.number(),
  others_busy_share: z.number().nullable().optional(),
  levels: z.array(z.object({ streams: z.int(), gap_error_ms_p99: z.number() })).min(1),
});

/**
 * One line of how far off figures of this machine were found to be, its gap error that of the level of streams nearest to
 * what the load may have open; without a ceiling that is the highest tried. Null where the file does not tell.
 */
export function describeCalibration(calibration: StoredCalibration | null, load: LoadProfile): string | null {
  const figures = Figures.safeParse(calibration);
  if (!figures.success) return null;
  const { at, ttft_bias_ms: ttft, send_lateness_ms_p99: lateMs, levels, others_busy_share } = figures.data;
  const open = load.kind === "closed" ? load.concurrency : (load.max_in_flight ?? Infinity);
  const level = levels.find(({ streams }) => streams >= open) ?? levels.at(-1);
  if (level === undefined) return null;
  const most = level.streams < open ? ", the most it held or tried" : "";
  const doubt = notQuietThen(others_busy_share);
  return [
    `calibrated on ${at.slice(0, 10)}: TTFT bias ${formatNumber(ttft.mean)} ms (mean of ${ttft.n}, 1 stream)`,
    `gap error ${formatNumber(level.gap_error_ms_p99)} ms (p99, ${level.streams} streams${most})`,
    `starts ${formatNumber(lateMs)} ms late (p99, 50/s)`,
    ...(doubt === null ? [] : [doubt]),
  ].join("; ");
}
