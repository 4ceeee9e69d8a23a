"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { latencyOptions } from "./latency-options.ts";
import type { LatencyChart } from "./prepare-latency.ts";

const SHOWN_AT_FIRST = 6;

function LatencyFigure({ chart }: { chart: LatencyChart }) {
  const options = useMemo(() => latencyOptions(chart), [chart]);
  return <ChartFrame title={chart.title} basis={chart.basis} table={chart.table} options={options} />;
}

export function LatencySection({ charts }: { charts: LatencyChart[] }) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? charts : charts.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-labelledby="latency-title" className="flex flex-col gap-2">
      <h2 id="latency-title" className="text-section">
        Total time by scenario{" "}
        <span className="text-meta font-normal text-muted">median, band p10 to p90, successes only</span>
      </h2>
      {charts.length === 0 ? (
        <EmptyState title="No run succeeded in this period">
          <p>Choose a longer period, or trigger a run on the scenarios page.</p>
        </EmptyState>
      ) : (
        <div className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
          {shown.map((chart) => (
            <LatencyFigure key={chart.scenarioId} chart={chart} />
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
