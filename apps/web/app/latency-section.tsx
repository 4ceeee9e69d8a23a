"use client";

import { useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { classNames } from "#components/class-names.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { useSeriesSlots } from "#components/charts/use-series-slots.ts";
import { Button } from "#components/ui/button.tsx";
import { latencyChart } from "./latency-chart.ts";
import { LatencyPreview } from "./latency-preview.tsx";
import type { LatencyChart } from "./prepare-latency.ts";
import { overviewParams } from "./search-params.ts";

const SHOWN_AT_FIRST = 6;

function LatencyFigure({ latency, slot }: { latency: LatencyChart; slot: number }) {
  const [isLog, setIsLog] = useQueryState("log", overviewParams.log);
  const chart = useMemo(() => latencyChart(latency, { slot, isLog }), [latency, slot, isLog]);
  const log = { isOn: isLog, onChange: (isOn: boolean) => void setIsLog(isOn) };
  // The preview knows the plain scale only.
  if (isLog) return <ChartFrame chart={chart} log={log} />;
  return <ChartFrame chart={chart} log={log} preview={<LatencyPreview chart={latency} slot={slot} />} />;
}

/** No line is left half empty where it need not be. */
function columnsFor(count: number): string {
  if (count === 1) return "";
  return count === 2 || count === 4 ? "md:grid-cols-2" : "md:grid-cols-2 xl:grid-cols-3";
}

const nameOf = ({ scenarioId }: LatencyChart) => `scenario:${scenarioId}`;

type LatencySectionProps = {
  charts: LatencyChart[];
  /** Whether they cover the part of the period that has runs, and not the whole of it. */
  isPart: boolean;
};

export function LatencySection({ charts, isPart }: LatencySectionProps) {
  const [isAll, setIsAll] = useState(false);
  const slots = useSeriesSlots(charts.map(nameOf));
  const shown = isAll ? charts : charts.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-labelledby="latency-title" className="flex flex-col gap-2">
      <h2 id="latency-title" className="text-section">
        Total time by scenario{" "}
        <span className="text-meta font-normal text-muted">
          median, band p10 to p90, successes only{isPart ? "; the part of the period that has runs" : ""}
        </span>
      </h2>
      {charts.length === 0 ? (
        <EmptyState title="No run succeeded in this period">
          <p>Choose a longer period, or trigger a run on the scenarios page.</p>
        </EmptyState>
      ) : (
        <div className={classNames("grid gap-3", columnsFor(shown.length))}>
          {shown.map((chart) => (
            <LatencyFigure key={chart.scenarioId} latency={chart} slot={slots.get(nameOf(chart)) ?? 0} />
          ))}
        </div>
      )}
      {charts.length > SHOWN_AT_FIRST ? (
        <Button size="dense" variant="quiet" className="self-start" onClick={() => setIsAll(!isAll)}>
          {isAll ? `Show the ${SHOWN_AT_FIRST} most measured` : `Show all ${charts.length} scenarios`}
        </Button>
      ) : null}
    </section>
  );
}
