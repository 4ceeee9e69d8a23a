import type { Validity } from "@tfbench/contracts";
import type { CommandContext } from "../command-context.ts";
import type { Ink, Paint } from "../paint.ts";
import { describeLoad } from "./describe-load.ts";
import { describeCalibration } from "../calibration/describe-calibration.ts";
import type { ReportDocument } from "./document.ts";
import { formatMean, formatNumber, formatPercentile, formatRate } from "./format-figure.ts";
import { fitColumns } from "./fit-columns.ts";
import { titledMetrics } from "./metric-titles.ts";
import { printThresholds } from "../thresholds/print-thresholds.ts";
import { printServerBooks } from "./print-server-books.ts";

const INK: Record<Validity["verdict"], Ink> = { valid: "green", suspect: "yellow", invalid: "red" };
const REASONS_SHOWN = 5;

/** Where words go: how they may be coloured, and how wide it is. */
export type Paper = Pick<CommandContext, "paint" | "columns">;

/** The report as a person reads it: what was measured, how it went, how long it took, whether to believe it. */
export function printReport(document: ReportDocument, { paint, columns }: Paper): string {
  return [
    headline(document, paint),
    outcomes(document, paint),
    metricTable(document, { paint, columns }),
    throughput(document),
    document.gate === null ? "" : printThresholds(document.thresholds, document.gate, paint),
    document.server_books === null ? "" : printServerBooks(document.server_books, { paint, columns }),
    ...believability(document, paint),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function headline({ subject, load, window, runs, took_ms, stopped }: ReportDocument, paint: Paint): string {
  const { name, url, origin, environment } = subject;
  const { trace } = environment;
  const { transport } = subject;
  const warmUp = window.warm_up_runs === 0 ? "" : `, ${window.warm_up_runs} warm-up runs left out`;
  const coolDown = window.cool_down_runs === undefined ? "" : `, ${window.cool_down_runs} cool-down runs left out`;
  const took = took_ms === null ? "" : ` in ${formatNumber(took_ms / 1000)} s`;
  const threads = Number(environment["threads"] ?? 1);
  return [
    `${paint("bold", name)}  ${url}${origin === "simulated" ? "  (simulated)" : ""}`,
    `${describeLoad(load, subject.chats)}${trace === undefined ? "" : `, as in ${String(trace)}`}; ${runs.toLocaleString("en-US")} run${runs === 1 ? "" : "s"}${took}${warmUp}${coolDown}`,
    paint(
      "dim",
      `${String(environment["prompts"])}; ${String(environment["connections"])} connections${transport.name === "undici" ? ` through undici, HTTP/${transport.http_version}` : ""}; ${threads} measuring thread${threads === 1 ? "" : "s"}`,
    ),
    ...(stopped === null ? [] : [paint("yellow", `Stopped before its time. ${stopped.sentence}`)]),
  ].join("\n");
}

function outcomes(document: ReportDocument, paint: Paint): string {
  const { rates, by_reason, error_examples, attempted, runs, conversations } = document;
  const lines = [`success  ${formatRate(rates.success)}${inConversations(conversations)}`];
  const reasons = Object.entries(by_reason);
  for (const [reason, count] of reasons.slice(0, REASONS_SHOWN))
    lines.push(`  ${paint("red", `${count} x ${reason}`)}  ${error_examples[reason] ?? ""}`.trimEnd());
  if (reasons.length > REASONS_SHOWN) lines.push(`  and ${reasons.length - REASONS_SHOWN} other reasons`);
  if (attempted < runs) lines.push(paint("dim", `  ${runs - attempted} runs were ended by us and are in no figure`));
  return lines.join("\n");
}

function inConversations(conversations: ReportDocument["conversations"]): string {
  if (conversations === undefined) return "";
  const { count, broken_off } = conversations;
  const broken = broken_off === 0 ? "" : `, ${broken_off} of them over before their last turn`;
  return ` runs in ${count.toLocaleString("en-US")} conversation${count === 1 ? "" : "s"}${broken}`;
}

function metricTable(document: ReportDocument, { paint, columns }: Paper): string {
  if (document.successes === 0) return "";
  const rows = titledMetrics(document).map(({ title, metric }) => [
    title,
    metric.unit,
    formatMean(metric),
    formatPercentile(metric.percentiles.p50, metric.n),
    formatPercentile(metric.percentiles.p95, metric.n),
    formatPercentile(metric.percentiles.p99, metric.n),
    `${metric.n.toLocaleString("en-US")}${metric.population === "gaps" ? " gaps" : ""}`,
  ]);
  if (rows.length === 0) return "";
  const titles = ["", "", "mean", "p50 (95 %)", "p95 (95 %)", "p99 (95 %)", "n"];
  const { head, lines } = fitColumns([titles, ...rows], [0, 1], columns);
  return [...(head === null ? [] : [paint("dim", head)]), ...lines].join("\n");
}

function throughput(document: ReportDocument): string {
  const { throughput: rates, slo, tokens, cost_usd, successes } = document;
  const lines: string[] = [];
  if (successes === 0) return "";
  const rate = (value: number | null, unit: string): string =>
    value === null ? "-" : `${formatNumber(value)} ${unit}`;
  if (rates.completed_per_second !== null) {
    lines.push(
      `runs  ${rate(rates.offered_per_second, "/s")} due, ${rate(rates.started_per_second, "/s")} started, ${rate(rates.completed_per_second, "/s")} completed`,
    );
  }
  if (rates.system_output_tps !== null) {
    lines.push(
      `output  ${rate(rates.system_output_tps, "tokens/s")} inside the window; ${rate(rates.batch_output_tps, "tokens/s")} from first start to last end`,
    );
  }
  if (tokens.unknown_runs > 0) lines.push(`${tokens.unknown_runs} runs did not say how many tokens they sent`);
  lines.push(...tokenChecks(document));
  const unknown = cost_usd.of - cost_usd.known;
  // Runs that never sent their request cost nothing for certain, also where nobody said what a token costs.
  if (cost_usd.total !== null && (cost_usd.total > 0 || unknown === 0)) {
    lines.push(
      `cost  $${cost_usd.total.toLocaleString("en-US", { maximumSignificantDigits: 4 })}${unknown === 0 ? "" : `, without ${unknown} runs whose cost is not known`}`,
    );
  }
  if (slo !== null) {
    lines.push(
      `SLO ${slo.limits.map(({ text }) => text).join(" and ")}  met by ${formatRate(slo.attainment)}; goodput ${rate(slo.goodput_per_second, "/s")}`,
    );
  }
  return lines.join("\n");
}

/** Whether a chunk is a token, and whether the server's count is one. */
function tokenChecks({ tokens, metrics, successes, attempted }: ReportDocument): string[] {
  const lines: string[] = [];
  const gaps = metrics["inter_chunk_ms"]?.n ?? 0;
  const chunks = gaps + (metrics["ttft_ms"]?.n ?? 0);
  if (tokens.output !== null && tokens.unknown_runs === 0 && gaps > 0 && successes === attempted) {
    lines.push(
      `chunks  ${formatNumber(tokens.output / chunks)} tokens a chunk (${tokens.output.toLocaleString("en-US")} in ${chunks.toLocaleString("en-US")})`,
    );
  }
  if (tokens.checked_runs > 0) {
    lines.push(
      `tokens  the server's count and that of the o200k vocabulary differ by over 10 % in ${tokens.mismatched_runs} of ${tokens.checked_runs} runs checked`,
    );
  }
  return lines;
}

function believability({ validity, steady, notes, calibration, load }: ReportDocument, paint: Paint): string[] {
  const lines = [paint(INK[validity.verdict], paint("bold", validity.verdict))];
  for (const { sentence } of validity.reasons) lines.push(`  ${sentence}`);
  if (steady.is_steady === false) {
    lines.push(paint("yellow", "unsteady: the percentiles grow with the duration"));
    for (const reason of steady.reasons) lines.push(`  ${reason}`);
  }
  const calibrated = describeCalibration(calibration, load);
  if (calibrated !== null) lines.push(`  ${calibrated}`);
  return [lines.join("\n"), notes.join("\n")];
}
