import { formatNumber } from "../report/format-figure.ts";
import type { LevelAxis } from "./level-task.ts";

/** "concurrency 8", "12.5 requests/s". */
export const describeLevel = (axis: LevelAxis, level: number): string =>
  axis === "concurrency" ? `concurrency ${level.toLocaleString("en-US")}` : `${formatLevel(axis, level)} requests/s`;

/** A level as it was written: 8, 12.5, 200. */
export const formatLevel = (axis: LevelAxis, level: number): string =>
  axis === "concurrency"
    ? level.toLocaleString("en-US")
    : Number.isInteger(level)
      ? String(level)
      : formatNumber(level);
