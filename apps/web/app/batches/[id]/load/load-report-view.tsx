"use client";

import type { BatchDetail, BatchReport, BatchLoadReport } from "@tfbench/contracts";
import { CircleAlert } from "lucide-react";
import { BlockTilesView } from "#components/kpi/block-tiles-view.tsx";
import { Panel } from "#components/panel.tsx";
import { SloPanel } from "#components/slo/slo-panel.tsx";
import { ReportCharts } from "../report-charts.tsx";
import { ReproduceBox } from "../report-boxes.tsx";
import { HealthBox } from "./health-box.tsx";
import { MetricTable } from "./metric-table.tsx";
import { prepareSteadiness } from "./prepare-believability.ts";
import { prepareLoadTiles } from "./prepare-load-tiles.ts";
import { prepareMetrics, prepareTurns } from "./prepare-metrics.ts";
import { strikeTiles } from "./strike-tiles.ts";

type LoadReportViewProps = { batch: BatchDetail; report: BatchReport };

/** What a load on an endpoint of streams showed. */
export function LoadReportView({ batch, report }: LoadReportViewProps) {
  const { load_report: load, engine_health: health } = batch;
  const isStruck = batch.validity?.verdict === "invalid";
  return (
    <>
      {load === null ? (
        <p className="rounded-control border bg-panel p-3 text-muted">
          {report.is_preliminary
            ? "Metrics and validity are worked out once, when the batch ends. The charts fill as runs end."
            : "No run was measured, so there are no metrics."}
        </p>
      ) : (
        <LoadFigures batchId={batch.id} load={load} isStruck={isStruck} />
      )}
      <SloPanel report={report.slo} isStruck={isStruck} />
      <ReportCharts report={report} scenarioId={batch.scenario_id} isAgent={false} />
      <div className="grid gap-3 lg:grid-cols-2">
        {health === null ? null : <HealthBox health={health} />}
        <ReproduceBox report={report} batch={batch} />
      </div>
    </>
  );
}

function LoadFigures({ batchId, load, isStruck }: { batchId: number; load: BatchLoadReport; isStruck: boolean }) {
  const steadiness = prepareSteadiness(load);
  const turns = prepareTurns(load);
  return (
    <>
      {steadiness === null ? null : (
        <div role="note" className={steadiness.isUnsteady ? "flex gap-2 text-warn" : "flex gap-2 text-muted"}>
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <p>{steadiness.sentences.join(" ")}</p>
        </div>
      )}
      <BlockTilesView {...strikeTiles(prepareLoadTiles(load, batchId), isStruck)} />
      <Panel title="Metrics">
        <MetricTable rows={prepareMetrics(load)} isStruck={isStruck} />
      </Panel>
      {turns === null ? null : (
        <Panel title="Turns">
          <p className="mb-2 text-muted">{turns.sentence}</p>
          <div className="flex flex-col gap-3">
            {turns.tables.map(({ title, rows }) => (
              <section key={title} aria-label={title}>
                <h3 className="font-strong">{title}</h3>
                <MetricTable rows={rows} isStruck={isStruck} />
              </section>
            ))}
          </div>
        </Panel>
      )}
    </>
  );
}
