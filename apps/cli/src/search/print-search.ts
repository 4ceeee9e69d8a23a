import { describeLevel, formatLevel } from "../levels/describe-level.ts";
import type { Ink, Paint } from "../paint.ts";
import { alignColumns } from "../report/align-columns.ts";
import { formatNumber } from "../report/format-figure.ts";
import { formatThresholdValue } from "../thresholds/format-threshold-value.ts";
import type { LevelEvidence, SearchDocument, SearchLevel } from "./search-document.ts";

const VERDICTS: Record<SearchLevel["verdict"], { word: string; ink: Ink }> = {
  met: { word: "met", ink: "green" },
  missed: { word: "missed", ink: "red" },
  not_shown: { word: "not shown", ink: "yellow" },
  unsteady: { word: "unsteady: not met", ink: "red" },
  dropped: { word: "dropped runs: not met", ink: "red" },
  invalid: { word: "invalid: not met", ink: "red" },
  cut: { word: "ended early", ink: "yellow" },
};

/** The levels from the lowest on with what decides each, then what the search comes to. */
export function printSearch(document: SearchDocument, paint: Paint): string {
  const { sentence, levels, stopped, confidence, method } = document;
  const files = levels.flatMap(({ loads }) => loads.map(({ record_file }) => record_file));
  const written = files.filter((file) => file !== null);
  return [
    headline(document, paint),
    table(document, paint),
    paint("bold", sentence),
    doubts(document, paint),
    paint("dim", `${confidence * 100} % over the whole search: ${method}.`),
    stopped === null ? "" : `Stopped before its time. ${stopped.sentence}`,
    written.length === 0 ? "" : `one record file a load: ${written.join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function headline({ levels, axis, low, high, thresholds }: SearchDocument, paint: Paint): string {
  const subject = levels[0]?.loads[0]?.report.subject;
  if (subject === undefined) return "Nothing was measured.";
  return [
    `${paint("bold", subject.name)}  ${subject.url}${subject.origin === "simulated" ? "  (simulated)" : ""}`,
    `search of the ${axis} from ${formatLevel(axis, low)} to ${formatLevel(axis, high)} for ${thresholds.join(" and ")}`,
  ].join("\n");
}

function table({ axis, levels, thresholds }: SearchDocument, paint: Paint): string {
  if (levels.length === 0) return "";
  const sorted = [...levels].sort((a, b) => a.level - b.level);
  const rows = sorted.map((level) => [
    formatLevel(axis, level.level),
    String(level.loads.length),
    completedOf(level),
    ...level.thresholds.map(goodOf),
    VERDICTS[level.verdict].word,
  ]);
  const head = [axis, "loads", "completed/s", ...thresholds.map((text) => `good for ${text}`), "verdict"];
  const [title, ...lines] = alignColumns([head, ...rows], [head.length - 1]);
  const painted = lines.map((line, i) => {
    const { word, ink } = VERDICTS[sorted[i]?.verdict ?? "cut"];
    return line.slice(0, line.length - word.length) + paint(ink, word);
  });
  return [paint("dim", title ?? ""), ...painted].join("\n");
}

function completedOf({ loads }: SearchLevel): string {
  const rate = loads.at(-1)?.report.throughput.completed_per_second ?? null;
  return rate === null ? "-" : formatNumber(rate);
}

/** "797 of 800, worth 212: 98.1 % to 99.9 %": the bounds are those of this one look. */
function goodOf({ good, n, effective_n, low, high }: LevelEvidence): string {
  if (low === null || high === null) return "no run";
  const worth = effective_n < n ? `, worth ${Math.floor(effective_n)}` : "";
  const counts = `${good.toLocaleString("en-US")} of ${n.toLocaleString("en-US")}${worth}`;
  return `${counts}: ${formatThresholdValue(low, "share")} to ${formatThresholdValue(high, "share")}`;
}

function doubts({ axis, reversals }: SearchDocument, paint: Paint): string {
  return reversals
    .map(({ lower, higher, threshold }) =>
      paint(
        "yellow",
        `Not monotone: ${describeLevel(axis, lower)} did worse than ${describeLevel(axis, higher)} for ${threshold}. Something else changed, such as a cache that filled or another user of the target.`,
      ),
    )
    .join("\n");
}
