"use client";

import { useQuery } from "@tanstack/react-query";
import type { BatchDetail, BatchReport } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { BatchProgress } from "#components/batches/batch-progress.tsx";
import { useBatch } from "#components/batches/use-batch.ts";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { BlockTilesView } from "#components/kpi/block-tiles-view.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { SloPanel } from "#components/slo/slo-panel.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { CaseTable } from "./case-table.tsx";
import { LoadReportView } from "./load/load-report-view.tsx";
import { ValidityBar } from "./load/validity-bar.tsx";
import { prepareBatchTiles, prepareLoadSentence } from "./prepare.ts";
import { ReproduceBox, SuspectBar, ValidityBox, VerdictBox } from "./report-boxes.tsx";
import { ReportCharts } from "./report-charts.tsx";

function BatchLead({ batch }: { batch: BatchDetail }) {
  return (
    <div className="flex flex-wrap gap-x-3">
      <TextLink href={`/scenarios/${batch.scenario_id}`}>{batch.scenario_name}</TextLink>
      <span>
        on {batch.target_name} ({ORIGIN_WORD[batch.origin]})
      </span>
      {batch.rerun_of_run === null ? null : (
        <TextLink href={`/runs/${batch.rerun_of_run}`}>re-run of run {batch.rerun_of_run}</TextLink>
      )}
      {batch.sweep_id === null ? null : (
        <TextLink href={`/sweeps/${batch.sweep_id}`}>level of sweep {batch.sweep_id}</TextLink>
      )}
      <Instant at={batch.created_at} isExact />
      {Object.entries(batch.labels).map(([key, value]) => (
        <span key={key} className="rounded-chip border px-1 font-mono text-caption leading-4.5">
          {key}={value}
        </span>
      ))}
    </div>
  );
}

export function BatchView({ id }: { id: number }) {
  const { data: batch, error, refetch } = useBatch(id);
  const report = useQuery(queries.batchReport(browserApi, id));
  if (batch === undefined)
    return (
      <>
        <PageHeader title={`Batch ${id}`} />
        {error === null ? (
          <Skeleton className="h-40" label={`Loading batch ${id}`} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </>
    );
  const isAgent = batch.provider === "tinyfish";
  return (
    <>
      <PageHeader title={`Batch ${batch.id}`} lead={<BatchLead batch={batch} />}>
        <Button asChild>
          <AppLink href={`/runs?batch=${batch.id}`}>Show its runs</AppLink>
        </Button>
      </PageHeader>
      <StaleNote error={error ?? (report.data === undefined ? null : report.error)} />
      {batch.validity === null || isAgent ? null : (
        <ValidityBar validity={batch.validity} beside={report.data?.validity ?? null} />
      )}
      {report.data === undefined || (batch.validity !== null && !isAgent) ? null : <SuspectBar report={report.data} />}
      {report.data === undefined ? null : (
        <VerdictBox report={report.data} isStruck={batch.validity?.verdict === "invalid"} />
      )}
      <section aria-label="Progress" className="rounded-control border bg-panel p-3">
        <BatchProgress batch={batch} />
        <p className="mt-2 text-muted">{prepareLoadSentence(batch)}</p>
      </section>
      {report.data === undefined ? (
        report.error === null ? (
          <Skeleton className="h-64" label="Loading the report" />
        ) : (
          <ErrorState error={report.error} onRetry={() => void report.refetch()} />
        )
      ) : isAgent ? (
        <ReportBody report={report.data} batch={batch} />
      ) : (
        <LoadReportView report={report.data} batch={batch} />
      )}
    </>
  );
}

function ReportBody({ report, batch }: { report: BatchReport; batch: BatchDetail }) {
  return (
    <>
      <BlockTilesView {...prepareBatchTiles(report)} />
      <SloPanel report={report.slo} />
      <ReportCharts report={report} scenarioId={batch.scenario_id} isAgent />
      <CaseTable cases={report.cases} />
      <div className="grid gap-3 lg:grid-cols-2">
        <ValidityBox report={report} />
        <ReproduceBox report={report} batch={batch} />
      </div>
    </>
  );
}
