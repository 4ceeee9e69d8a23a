import type { ThresholdVerdict } from "@tfbench/stats";
import { formatLevel } from "../levels/describe-level.ts";
import type { Ink, Paint } from "../paint.ts";
import { alignColumns } from "../report/align-columns.ts";
import { formatThresholdValue } from "../thresholds/format-threshold-value.ts";
import type { GateOutcome } from "../thresholds/gate-outcome.ts";
import type { SweepDocument } from "./sweep-document.ts";

const OUTCOMES: Record<GateOutcome, { word: string; ink: Ink }> = {
  passed: { word: "met", ink: "green" },
  missed: { word: "missed", ink: "red" },
  unproven: { word: "undecided", ink: "yellow" },
};

/** A row a level: what it measured for each threshold, the verdict on it, and what they come to. Empty without thresholds. */
export function printLevelThresholds({ axis, levels }: SweepDocument, paint: Paint): string {
  const texts = levels[0]?.report.thresholds.map(({ text }) => text) ?? [];
  if (texts.length === 0) return "";
  const outcomes = levels.map(({ report }) => OUTCOMES[report.gate?.outcome ?? "unproven"]);
  const rows = levels.map(({ level, report }, i) => [
    formatLevel(axis, level),
    ...report.thresholds.map(cellOf),
    outcomes[i]?.word ?? "",
  ]);
  const [head, ...lines] = alignColumns([[axis, ...texts, "all of them"], ...rows], [texts.length + 1]);
  const painted = lines.map((line, i) => {
    const { word, ink } = outcomes[i] ?? OUTCOMES.unproven;
    return line.slice(0, line.length - word.length) + paint(ink, word);
  });
  return [paint("dim", head ?? ""), ...painted, "each level by itself, with 95 %"].join("\n");
}

/** "312 ms, 199 of 200: met". */
function cellOf({ verdict, value, unit, good, n }: ThresholdVerdict): string {
  const measured = value === null ? "not reached" : formatThresholdValue(value, unit);
  return `${measured}, ${good.toLocaleString("en-US")} of ${n.toLocaleString("en-US")}: ${verdict}`;
}
