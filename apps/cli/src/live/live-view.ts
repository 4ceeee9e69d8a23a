import type { LoadProgress } from "@tfbench/engine";
import type { CliConfig } from "../config.ts";
import type { Paint } from "../paint.ts";
import { formatNumber } from "../report/format-figure.ts";

/** What the live view draws; medians are of the runs that have ended so far, null before the first. */
export type LiveFigures = {
  progress: LoadProgress;
  elapsedMs: number;
  /** Runs in all, where that is known, and for how long at most. */
  runs: number | null;
  durationMs: number | null;
  failed: number;
  recentPerSecond: number;
  ttftMs: number | null;
  totalMs: number | null;
  warning: string | null;
};

export type LiveView = { draw(figures: LiveFigures): void; close(): void };
type Output = { write(text: string): unknown };

const BAR_CELLS = 24;
const PLAIN_EVERY_MS = 5_000;

/** A line that is drawn over itself where a person watches, and a plain line every five seconds where none does. */
export function openLiveView(output: Output, config: CliConfig, paint: Paint): LiveView {
  return config.isInteractive ? drawnView(output, config, paint) : plainView(output);
}

function drawnView(output: Output, { columns }: CliConfig, paint: Paint): LiveView {
  let hasDrawn = false;
  const fit = (text: string): string => text.slice(0, Math.max(20, columns - 1));
  return {
    draw(figures) {
      const line = fit(`${bar(shareOf(figures))} ${describe(figures)}`);
      const warning = figures.warning === null ? "" : `\n${paint("yellow", fit(figures.warning))}\u001B[1A\r`;
      output.write(`${hasDrawn ? "\r\u001B[J" : ""}${line}${warning}`);
      hasDrawn = true;
    },
    close() {
      if (hasDrawn) output.write("\r\u001B[J");
    },
  };
}

function plainView(output: Output): LiveView {
  let lastMs = 0;
  return {
    draw(figures) {
      if (figures.elapsedMs - lastMs < PLAIN_EVERY_MS) return;
      lastMs = figures.elapsedMs;
      output.write(`${describe(figures)}\n`);
    },
    close: () => undefined,
  };
}

function shareOf({ progress, elapsedMs, runs, durationMs }: LiveFigures): number {
  const byRuns = runs === null ? 0 : progress.ended / runs;
  const byTime = durationMs === null ? 0 : elapsedMs / durationMs;
  return Math.min(1, Math.max(byRuns, byTime));
}

function bar(share: number): string {
  const full = Math.round(share * BAR_CELLS);
  return `[${"=".repeat(full)}${" ".repeat(BAR_CELLS - full)}] ${String(Math.round(share * 100)).padStart(3)} %`;
}

function describe({ progress, elapsedMs, runs, failed, recentPerSecond, ttftMs, totalMs }: LiveFigures): string {
  const of = runs === null ? "" : ` of ${runs.toLocaleString("en-US")}`;
  const waiting = progress.waiting > 0 ? `, ${progress.waiting} waiting` : "";
  const parts = [
    `${formatNumber(elapsedMs / 1000)} s`,
    `${progress.ended.toLocaleString("en-US")}${of} ended, ${progress.in_flight} in flight${waiting}`,
    `${formatNumber(recentPerSecond)}/s`,
    ...(ttftMs === null ? [] : [`TTFT p50 ${formatNumber(ttftMs)} ms`]),
    ...(totalMs === null ? [] : [`total p50 ${formatNumber(totalMs)} ms`]),
    `${failed} failed`,
  ];
  return parts.join("  ");
}
