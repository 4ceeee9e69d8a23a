import type { Measured, SloVerdict } from "@tfbench/contracts";
import { rateWorth } from "@tfbench/stats";
import { percent, writeDurations } from "../reports/write-figures.ts";

/** "End-to-end success 61 % (47-73 %), SLO 90 %": what was found, and what was asked for. */
export function sayBreach(slo: SloVerdict, measured: Measured): string {
  if (slo.subject === "quantile") return sayQuantile(slo);
  const asked = slo.subject === "error" ? `at most ${percent(1 - slo.share)} %` : `${percent(slo.share)} %`;
  return `${subjectOf(slo, measured)} ${sayShare(slo)}, SLO ${asked}`;
}

function subjectOf({ subject }: SloVerdict, measured: Measured): string {
  if (subject === "attainment") return "Runs that keep every limit";
  if (subject === "error") return "Errors";
  return measured === "agents" ? "End-to-end success" : "Completed";
}

function sayShare({ subject, good, n, effective_n, unevaluated }: SloVerdict): string {
  const told = subject === "error" ? n - good : good;
  const { value, low, high } = rateWorth({ good: told, n, effective_n });
  if (value === null || low === null || high === null) return "unknown";
  const others = unevaluated === 0 ? "" : `; ${unevaluated} more completed and were not judged`;
  return `${percent(value)} % (${percent(low)}-${percent(high)} %${others})`;
}

/** "p95(response_ms) 1,240 ms, at least 1,010 ms, SLO p95(response_ms) < 800". */
function sayQuantile({ text, unit, value, low, high, share }: SloVerdict): string {
  const [subject = text] = text.split(/\s*[<>]/);
  const isFromAbove = text.includes("<");
  const bound = isFromAbove ? low : high;
  const say = (figure: number): string => {
    if (unit !== "ms") return `${figure.toLocaleString("en-US", { maximumFractionDigits: 1 })} ${unit}`;
    const { texts, unit: shown } = writeDurations([figure]);
    return `${texts.join("")} ${shown}`;
  };
  const found = value === null ? `is not reached by ${percent(share)} % of runs` : say(value);
  const shown = bound === null ? "" : `, ${isFromAbove ? "at least" : "at most"} ${say(bound)}`;
  return `${subject} ${found}${shown}, SLO ${text}`;
}
