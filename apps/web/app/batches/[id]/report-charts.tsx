"use client";

import type { BatchReport } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useSeriesSlots } from "#components/charts/use-series-slots.ts";
import { ecdfChart } from "#components/reports/ecdf-chart.ts";
import { OutcomeKey } from "#components/reports/outcome-key.tsx";
import { orderChart } from "./order-chart.ts";
import { nothingToDraw, preliminaryOf } from "./preliminary.ts";
import { ratesChart } from "./rates-chart.ts";
import { batchParams } from "./search-params.ts";
import { stripChart } from "./strip-chart.ts";
import { throughputChart } from "./throughput-chart.ts";

type ReportChartsProps = {
  report: BatchReport;
  scenarioId: number;
  /** Goals and cases are of agents; endpoints of streams have tokens in place of actions. */
  isAgent: boolean;
};

const FIRST = {
  agent: { title: "Time to first action", axis: "first action", lacked: "a first action" },
  stream: { title: "Time to first token from start", axis: "first token", lacked: "a first token" },
} as const;

/** The pictures of one batch: rates, distribution, cases, order, throughput. */
export function ReportCharts({ report, scenarioId, isAgent }: ReportChartsProps) {
  const [{ log: isLog }, setParams] = useQueryStates(batchParams);
  const name = `scenario:${scenarioId}`;
  const slot = useSeriesSlots([name]).get(name) ?? 0;
  const log = { isOn: isLog, onChange: (isOn: boolean) => void setParams({ log: isOn }) };
  const charts = useMemo(() => {
    const look = {
      slot,
      isLog,
      preliminary: preliminaryOf(report),
      nothing: nothingToDraw(report, "No run of this batch counts as attempted."),
    };
    const { total, ttft } = report.distribution;
    const totalTitle = isAgent ? "Total time, all attempted" : "Total time from start, all attempted";
    const first = FIRST[isAgent ? "agent" : "stream"];
    return {
      rates: ratesChart(report, { slot }),
      total: ecdfChart(total, { title: totalTitle, axis: "total time", lacked: "an end", ...look }),
      ttft: ecdfChart(ttft, { ...first, ...look }),
      strip: stripChart(report),
      order: orderChart(report),
      throughput: throughputChart(report, { slot }),
    };
  }, [report, slot, isLog, isAgent]);
  return (
    <>
      {/* Of endpoints the progress says the same. */}
      {isAgent ? <OutcomeKey outcomes={report.outcomes} filter={{ batch: String(report.batch_id) }} /> : null}
      <div className="grid gap-3 lg:grid-cols-2">
        <ChartFrame chart={charts.total} height={260} log={log} />
        <ChartFrame chart={charts.ttft} height={260} log={log} />
        {isAgent ? <ChartFrame chart={charts.rates} height={200} /> : null}
        {isAgent ? <ChartFrame chart={charts.strip} height={200} /> : null}
        <ChartFrame chart={charts.order} height={220} />
        <ChartFrame chart={charts.throughput} height={220} />
      </div>
    </>
  );
}
