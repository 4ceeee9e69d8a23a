import {
  aiperfView,
  decodeChunkLog,
  guidellmView,
  inferencePerfView,
  isSuccess,
  quantile,
  vllmView,
} from "@tfbench/stats";
import type { CompatibilityView, ViewInput } from "@tfbench/stats";
import type { CommandContext } from "../command-context.ts";
import type { RecordedRun } from "../record-file/read-record-file.ts";
import { toLoadRun } from "../record-file/to-load-run.ts";
import { fitColumns } from "./fit-columns.ts";
import { formatNumber } from "./format-figure.ts";

export const VIEW_NAMES = ["vllm", "aiperf", "guidellm", "inference-perf"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

const VIEWS: Record<ViewName, (input: ViewInput) => CompatibilityView> = {
  vllm: vllmView,
  aiperf: aiperfView,
  guidellm: guidellmView,
  "inference-perf": inferencePerfView,
};
const REASONS: Record<ViewName, Partial<Record<FigureName, string>>> = {
  vllm: {
    ttft_ms: "it takes the first chunk with choices for the first token, even one without content",
    request_latency_ms: "its request ends at the last chunk that is JSON, ours at the last word",
    itl_ms: "its gaps end at every chunk with choices, ours at content",
  },
  aiperf: {
    request_latency_ms: "its request ends at the last content chunk, ours at the last word",
    itl_ms: "it has one per request, (latency - TTFT) / (tokens - 1), so no gap between chunks shows in it",
  },
  guidellm: {
    request_latency_ms: "its request ends at the last content chunk, ours at the last word",
    tpot_ms: "it divides by all tokens and counts from the start, so the wait for the first token is part of it",
    itl_ms: "it has one per request, so no gap between chunks shows in it",
  },
  "inference-perf": {
    request_latency_ms: "its request ends at the last content chunk, ours at the last word",
    itl_ms: "it has a gap per token: tokens that came in one chunk have gaps of 0",
  },
};
type FigureName = "ttft_ms" | "request_latency_ms" | "tpot_ms" | "itl_ms";
type Figure = { mean: number; p50: number; p99: number };
type ViewRow = { name: FigureName; theirs: Figure | null; ours: Figure | null; reason: string | null };

/** The means and percentiles another tool would have printed for these runs, beside ours, with the reason they differ. */
export function printView(name: ViewName, runs: readonly RecordedRun[], context: CommandContext): string {
  const measured = runs.filter(
    (run) => !run.is_warm_up && !run.is_cool_down && isSuccess(run) && run.chunk_log !== null,
  );
  const rows = rowsOf(name, measured);
  if (context.isJson) return JSON.stringify({ kind: "view", as: name, n: measured.length, figures: rows });
  const cell = (figure: Figure | null, of: keyof Figure): string => (figure === null ? "-" : formatNumber(figure[of]));
  const { head: titles, lines } = fitColumns(
    [
      ["ms", `${name} mean`, "ours", `${name} p50`, "ours", `${name} p99`, "ours"],
      ...rows.map(({ name: figure, theirs, ours }) => [
        figure,
        ...(["mean", "p50", "p99"] as const).flatMap((of) => [cell(theirs, of), cell(ours, of)]),
      ]),
    ],
    [0],
    context.columns,
  );
  const reasons = rows.flatMap(({ name: figure, reason }) => (reason === null ? [] : [`${figure}: ${reason}.`]));
  const head = `${measured.length} successful runs as ${name} would report them; percentiles here have no interval, as there.`;
  return [head, "", ...(titles === null ? [] : [titles]), ...lines, "", ...reasons].join("\n");
}

function rowsOf(name: ViewName, runs: readonly RecordedRun[]): ViewRow[] {
  const views = runs.map((run) => VIEWS[name](inputOf(run)));
  const theirs: Record<FigureName, Figure | null> = {
    ttft_ms: figureOf(views.map((view) => view.ttft_ms)),
    request_latency_ms: figureOf(views.map((view) => view.request_latency_ms)),
    tpot_ms: figureOf(views.map((view) => view.tpot_ms)),
    itl_ms: figureOf(views.map((view) => view.itl_ms?.mean ?? null)),
  };
  const ours: Record<FigureName, Figure | null> = {
    ttft_ms: figureOf(runs.map((run) => run.ttft_ms)),
    request_latency_ms: figureOf(runs.map((run) => run.total_duration_ms)),
    tpot_ms: figureOf(runs.map((run) => run.tpot_ms)),
    itl_ms: figureOf(runs.map((run) => run.inter_token_stats?.mean ?? null)),
  };
  return (["ttft_ms", "request_latency_ms", "tpot_ms", "itl_ms"] as const).map((figure) => ({
    name: figure,
    theirs: theirs[figure],
    ours: ours[figure],
    reason: theirs[figure]?.mean === ours[figure]?.mean ? null : (REASONS[name][figure] ?? null),
  }));
}

function inputOf(run: RecordedRun): ViewInput {
  const { stamps, output_tokens, client_output_tokens } = toLoadRun(run);
  return {
    log: decodeChunkLog(Buffer.from(run.chunk_log ?? "", "base64")),
    started: stamps.started ?? 0,
    output_tokens: output_tokens ?? client_output_tokens,
  };
}

function figureOf(values: readonly (number | null)[]): Figure | null {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  const p50 = quantile(sorted, 0.5);
  const p99 = quantile(sorted, 0.99);
  if (p50 === null || p99 === null) return null;
  return { mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length, p50, p99 };
}
