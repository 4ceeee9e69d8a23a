"use client";

import type { Measured, ScenarioReport } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { Tabs } from "radix-ui";
import { useMemo } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useSeriesSlots } from "#components/charts/use-series-slots.ts";
import { FigureView } from "#components/figure-view.tsx";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import { ecdfChart } from "#components/reports/ecdf-chart.ts";
import { histogramChart } from "#components/reports/histogram-chart.ts";
import { outcomeStackChart } from "#components/reports/outcome-stack-chart.ts";
import { prepareTimeFigures } from "#components/reports/prepare-time-figures.ts";
import { completionChart } from "./completion-chart.ts";
import { FailureTable } from "./failure-table.tsx";
import { HistoryList } from "./history-list.tsx";
import { isJudgedAtAll, prepareFailures, prepareFlakes, prepareHistory } from "./prepare.ts";
import { heatChart, passChart } from "./reliability-charts.ts";
import { scenarioParams, TABS, type Tab } from "./search-params.ts";
import { latencyTrendChart } from "./latency-trend-chart.ts";
import { successTrendChart } from "./success-trend-chart.ts";
import { outcomeBars } from "./trend-places.ts";

/** What of the tab before stays in sight, so that it is seen that there is one. */
const TAB_BEFORE_PX = 24;
const TAB_NAME: Record<Tab, string> = {
  trend: "Trend",
  distribution: "Distribution",
  reliability: "Reliability",
  failures: "Failures",
  history: "Definition history",
};

type ReportTabsProps = { report: ScenarioReport; measured: Measured };
type TabProps = ReportTabsProps & { slot: number };

function useLog() {
  const [{ log }, setParams] = useQueryStates(scenarioParams);
  return { isOn: log, onChange: (isOn: boolean) => void setParams({ log: isOn }) };
}

function TrendTab({ report, measured, slot }: TabProps) {
  const log = useLog();
  const isLog = log.isOn;
  const charts = useMemo(
    () => ({
      total: latencyTrendChart(report, "total", { slot, isLog, measured }),
      ttft: latencyTrendChart(report, "ttft", { slot, isLog, measured }),
      success: successTrendChart(report, { slot, measured }),
      outcomes: outcomeStackChart(outcomeBars(report), {
        title: "How the runs of each batch ended",
        preliminary: null,
      }),
    }),
    [report, slot, isLog, measured],
  );
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <ChartFrame chart={charts.total} height={240} log={log} />
      <ChartFrame chart={charts.success} height={240} />
      <ChartFrame chart={charts.ttft} height={200} log={log} />
      <ChartFrame chart={charts.outcomes} height={200} />
    </div>
  );
}

const NO_ATTEMPT = { why: "No attempted run in this period.", whatToDo: "Choose a longer period, or trigger a run." };

function DistributionTab({ report, measured, slot }: TabProps) {
  const { first, aFirst, firstTitle, timeToFirst } = MEASURED_WORDS[measured];
  const log = useLog();
  const isLog = log.isOn;
  const { total, ttft } = report.distribution;
  const nothing = "no run in this period";
  const charts = useMemo(() => {
    const look = { slot, isLog, preliminary: null, nothing: NO_ATTEMPT };
    return {
      total: ecdfChart(total, { title: "Total time", axis: "total time", lacked: "an end", ...look }),
      ttft: ecdfChart(ttft, { title: timeToFirst, axis: first, lacked: aFirst, ...look }),
      totalBins: histogramChart(total, { title: "Total time, runs with an end", axis: "total time", slot, isLog }),
      ttftBins: histogramChart(ttft, { title: `${firstTitle}, runs that had one`, axis: first, slot, isLog }),
    };
  }, [total, ttft, slot, isLog, first, aFirst, firstTitle, timeToFirst]);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        Over all attempted runs: those without an end rank above every ended one, so each curve stops below 100 % where
        runs never ended.
      </p>
      <div className="grid gap-3 lg:grid-cols-2">
        <ChartFrame chart={charts.total} height={260} log={log} />
        <ChartFrame chart={charts.ttft} height={260} log={log} />
        <PercentileRow title="Total time" figures={prepareTimeFigures(total, { nothing, lacked: "an end" })} />
        <PercentileRow title={timeToFirst} figures={prepareTimeFigures(ttft, { nothing, lacked: aFirst })} />
        <ChartFrame chart={charts.totalBins} height={180} log={log} />
        <ChartFrame chart={charts.ttftBins} height={180} log={log} />
      </div>
    </div>
  );
}

function PercentileRow({ title, figures }: { title: string; figures: ReturnType<typeof prepareTimeFigures> }) {
  return (
    <section aria-label={`${title}, percentiles`} className="flex flex-col gap-1 rounded-control border bg-panel p-3">
      <h3 className="text-meta font-normal text-muted">{title}, all attempted</h3>
      <div className="grid grid-cols-3 gap-3">
        {figures.map((figure) => (
          <FigureView key={figure.name} figure={figure} size="small" />
        ))}
      </div>
    </section>
  );
}

function ReliabilityTab({ report, measured, slot }: TabProps) {
  const hasGoals = isJudgedAtAll(report, measured);
  const charts = useMemo(
    () => ({
      repeated: hasGoals ? passChart(report, { slot }) : completionChart(report, { slot }),
      heat: heatChart(report),
    }),
    [report, slot, hasGoals],
  );
  return (
    <div className="flex flex-col gap-3">
      {hasGoals ? (
        <>
          <p>{report.reliability.sentence}</p>
          <p>{prepareFlakes(report)}</p>
        </>
      ) : null}
      <div className="grid gap-3 lg:grid-cols-2">
        <ChartFrame chart={charts.repeated} height={280} />
        <ChartFrame chart={charts.heat} height={280} />
      </div>
    </div>
  );
}

/** On a phone the last tabs begin out of sight. Only their list moves: the page stays where it is. */
function showTab(tab: HTMLElement | null): void {
  if (tab?.parentElement) tab.parentElement.scrollLeft = tab.offsetLeft - TAB_BEFORE_PX;
}

/** The five views of one scenario; which one stands in the address. */
export function ReportTabs({ report, measured }: ReportTabsProps) {
  const [{ tab }, setParams] = useQueryStates(scenarioParams, { history: "push" });
  const name = `scenario:${report.scenario_id}`;
  const slot = useSeriesSlots([name]).get(name) ?? 0;
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => void setParams({ tab: TABS.find((each) => each === value) ?? "trend" })}
      className="flex min-w-0 flex-col gap-3"
    >
      <Tabs.List aria-label="Views" className="relative flex gap-1 overflow-x-auto border-b">
        {TABS.map((each) => (
          <Tabs.Trigger
            key={each}
            ref={each === tab ? showTab : null}
            value={each}
            className="-mb-px h-8 border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-text data-[state=active]:border-text data-[state=active]:text-text"
          >
            {TAB_NAME[each]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="trend">
        <TrendTab report={report} measured={measured} slot={slot} />
      </Tabs.Content>
      <Tabs.Content value="distribution">
        <DistributionTab report={report} measured={measured} slot={slot} />
      </Tabs.Content>
      <Tabs.Content value="reliability">
        <ReliabilityTab report={report} measured={measured} slot={slot} />
      </Tabs.Content>
      <Tabs.Content value="failures">
        <FailureTable rows={prepareFailures(report, measured)} attempted={report.block.attempted} />
      </Tabs.Content>
      <Tabs.Content value="history">
        <HistoryList rows={prepareHistory(report)} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
