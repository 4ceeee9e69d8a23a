import type { HistoryLine } from "@tfbench/contracts";
import { formatShare } from "#format/format-share.ts";
import type { ChartTokens } from "./read-tokens.ts";

/** An upright line in a picture of times: where a level changed, or where another definition began. */
export type HistoryMark = { at: string; kind: "change_point" | "break"; text: string };

/** "+34 %", with a question mark where it is tentative. */
const sayMark = (e: number, isTentative: boolean) =>
  `${e > 0 ? "+" : "-"}${formatShare(Math.abs(Math.exp(e) - 1))} %${isTentative ? " ?" : ""}`;

/** The marks of one scenario that lie in a period, in order of time. */
export function historyMarks(lines: readonly HistoryLine[], { from, to }: { from: string; to: string }): HistoryMark[] {
  const marks = lines.flatMap(({ findings, breaks }): HistoryMark[] => [
    ...findings.map(({ at, e, is_tentative: isTentative }): HistoryMark => ({
      at,
      kind: "change_point",
      text: sayMark(e, isTentative),
    })),
    ...breaks.map(({ at }): HistoryMark => ({ at, kind: "break", text: "definition changed" })),
  ]);
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  return marks
    .filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) <= toMs)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The marks as the chart library draws them: a flag at a change, a dashed line where the definition broke the line. */
export const markLine = (marks: readonly HistoryMark[], { text, muted }: ChartTokens) => ({
  symbol: "none",
  silent: true,
  data: marks.map(({ at, kind, text: words }) => ({
    xAxis: Date.parse(at),
    lineStyle: { color: kind === "break" ? muted : text, type: kind === "break" ? "dashed" : "solid", width: 1 },
    label: {
      color: kind === "break" ? muted : text,
      fontSize: 11,
      formatter: words,
      position: kind === "break" ? "insideEndTop" : "end",
      distance: 2,
    },
  })),
});
