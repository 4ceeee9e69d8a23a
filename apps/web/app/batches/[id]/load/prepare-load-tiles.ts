import type { BatchLoadReport } from "@tfbench/contracts";
import { rateFigure, type Figure } from "#components/figure-model.ts";
import type { BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";
import { loadFigure } from "./load-figure.ts";
import { loadScale } from "./load-scale.ts";
import { METRIC_WORDS, type MetricName } from "./metric-words.ts";
import { isOpenLoad } from "./prepare-metrics.ts";

const rateOf = (value: number) => formatNumber(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);

const plain = (name: string | null, value: number | null, { unit, why }: { unit: string; why: string }): Figure => ({
  name,
  value: value === null ? null : rateOf(value),
  unit: value === null ? "" : unit,
  interval: null,
  basis: null,
  why: value === null ? why : null,
  isGreyed: value === null,
});

type Runs = (filter: Record<string, string>) => string;

const tile = (
  words: Pick<StatTileModel, "title" | "definition">,
  figures: Figure[],
  { note, link = null }: Pick<StatTileModel, "note"> & Partial<Pick<StatTileModel, "link">>,
): StatTileModel => ({ ...words, figures, note, previous: null, link });

function successTile(
  { rates, runs, attempted, successes, by_reason: reasons }: BatchLoadReport,
  runsOf: Runs,
): StatTileModel {
  const said = Object.entries(reasons).map(
    ([reason, count]) => `${formatNumber(count)} ${reason.replaceAll("_", " ")}`,
  );
  const left = runs - attempted;
  const notes = [
    ...(said.length === 0 ? [] : [`Not: ${said.join(", ")}.`]),
    ...(left === 0 ? [] : [`${countOf(left, "run")} ended by us, in no figure.`]),
  ];
  return tile(
    {
      title: "Completed",
      definition:
        "Runs whose stream reached its end, divided by attempted runs. Attempted: due in the window, except those cancelled or stopped by us. 95 % Wilson interval. What the text says is not judged.",
    },
    [rateFigure(rates.success, "no attempted run")],
    {
      note: notes.join(" ") || null,
      link:
        successes === 0 ? null : { href: runsOf({ status: "completed" }), text: `Show ${countOf(successes, "run")}` },
    },
  );
}

function outputTile({ throughput, tokens }: BatchLoadReport): StatTileModel {
  const whole = throughput.batch_output_tps;
  const notes = [
    ...(whole === null ? [] : [`${rateOf(whole)} tokens/s from first start to last end.`]),
    ...(tokens.unknown_runs === 0 ? [] : [`${countOf(tokens.unknown_runs, "run")} without a token count.`]),
    ...(tokens.mismatched_runs === 0
      ? []
      : [`${countOf(tokens.mismatched_runs, "run")} where our count differs from the server's by over 10 %.`]),
  ];
  return tile(
    { title: "Output of the system", definition: "Tokens that arrived inside the window, divided by its length." },
    [plain(null, throughput.system_output_tps, { unit: "tokens/s", why: "no token count" })],
    { note: notes.join(" ") || null },
  );
}

function tokenTile({ tokens, cost_usd: cost }: BatchLoadReport): StatTileModel {
  const { input, output, reasoning, cached } = tokens;
  const count = (name: string, value: number | null): Figure => ({
    name,
    value: value === null ? null : formatNumber(value),
    unit: "",
    interval: null,
    basis: null,
    why: value === null ? "not known" : null,
    isGreyed: value === null,
  });
  const parts = [
    ...(reasoning === null || reasoning === 0 ? [] : [`${formatNumber(reasoning)} of reasoning`]),
    ...(cached === null || cached === 0 ? [] : [`${formatNumber(cached)} from a cache`]),
    ...(cost.total === null
      ? []
      : [`${formatUsd(cost.total)}, ${formatNumber(cost.known)}/${formatNumber(cost.of)} costs known`]),
  ];
  return tile(
    { title: "Tokens", definition: "Sums over all runs, as the server counted them. Unknown is not zero." },
    [count("input", input), count("output", output)],
    { note: parts.join("; ") || null },
  );
}

function timesTile(report: BatchLoadReport, name: MetricName, runsOf: Runs): StatTileModel {
  const metric = report.metrics[name];
  const isOpen = isOpenLoad(report);
  const figures =
    metric === undefined
      ? [plain(null, null, { unit: "", why: isOpen ? "no run had one" : "no successful run had one" })]
      : (["p50", "p95", "p99"] as const).map((quantile) => loadFigure(metric, quantile, loadScale(metric)));
  return tile(METRIC_WORDS[name], figures, {
    note: isOpen ? "Open load: counted from the moment a run was due." : "Closed load: counted from each run's start.",
    link:
      metric === undefined
        ? null
        : { href: runsOf({ sort: name.includes("ttft") ? "-ttft_ms" : "-total_duration_ms" }), text: "Show slowest" },
  });
}

function ratesTile({ throughput }: BatchLoadReport): StatTileModel {
  const { offered_per_second: offered, started_per_second: started, completed_per_second: completed } = throughput;
  const figure = (name: string, value: number | null) => plain(name, value, { unit: "/s", why: "not known" });
  return tile(
    {
      title: "Runs per second",
      definition:
        "Offered: runs that came due in the window. Started: that went out in it. Completed: that ended in it as successes. Each divided by the window's length.",
    },
    [figure("offered", offered), figure("started", started), figure("completed", completed)],
    { note: null },
  );
}

/** What the load showed, first of all: how it ended, how long it took, how much went through. */
export function prepareLoadTiles(report: BatchLoadReport, batchId: number): BlockTiles {
  const isOpen = isOpenLoad(report);
  const { warm_up_runs: warmUp, cool_down_runs: coolDown = 0 } = report.window;
  const part = warmUp + coolDown === 0 ? {} : { part: "measured" };
  const runsOf: Runs = (filter) => `/runs?${new URLSearchParams({ batch: String(batchId), ...part, ...filter })}`;
  return {
    outcomes: [successTile(report, runsOf), outputTile(report), tokenTile(report)],
    times: [
      timesTile(report, isOpen ? "response_ms" : "total_duration_ms", runsOf),
      timesTile(report, isOpen ? "response_ttft_ms" : "ttft_ms", runsOf),
      ratesTile(report),
    ],
  };
}
