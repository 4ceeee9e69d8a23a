import type { ChangeVerdict } from "@tfbench/contracts";
import type { CommandContext } from "../command-context.ts";
import { fitColumns } from "../report/fit-columns.ts";
import { formatNumber } from "../report/format-figure.ts";
import type { ComparedMetric, ComparedRecords } from "./compare-records.ts";

const WORDS: Record<ChangeVerdict, string> = {
  better: "better",
  worse: "worse",
  same: "same within 5 %",
  too_few: "too few samples",
};

/** `notes` say what makes the two hard to compare, `end` what the verdicts rest on. */
export type Said = { notes: readonly string[]; end: string; context: CommandContext };

export function describeComparison({ success, metrics }: ComparedRecords, { notes, end, context }: Said): string {
  const rows = Object.entries({ success, ...metrics }).map(([name, metric]) => [
    name,
    WORDS[metric.verdict],
    changeOf(metric.typical, metric.unit),
    metric.tail === null ? (metric.unit === "ms" ? "unknown, under 59 runs" : "") : changeOf(metric.tail, metric.unit),
    `${metric.n.a} and ${metric.n.b}`,
  ]);
  const titles = ["metric", "verdict", "typical run (95 %)", "p95 (95 %)", "n"];
  const { head, lines } = fitColumns([titles, ...rows], [0, 1], context.columns);
  const table = [...(head === null ? [] : [head]), ...lines];
  return [...notes.map((note) => context.paint("yellow", note)), ...table, "", end].join("\n");
}

function changeOf({ e, low, high }: ComparedMetric["typical"], unit: ComparedMetric["unit"]): string {
  if (e === null) return "not to be told";
  const inWords = (value: number | null): string => {
    if (value === null) return "open";
    // Zero has no sign for a person.
    const percent = (unit === "ms" ? (Math.exp(value) - 1) * 100 : value * -100) + 0;
    return `${percent > 0 ? "+" : ""}${formatNumber(percent)}`;
  };
  if (unit === "ms") return `${inWords(e)} % (${inWords(low)} to ${inWords(high)})`;
  // Success went up where the change for the worse is below 0.
  return `${inWords(e)} points (${inWords(high)} to ${inWords(low)})`;
}
