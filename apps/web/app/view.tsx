"use client";

import { useQuery } from "@tanstack/react-query";
import type { Period } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { BlockTilesView } from "#components/kpi/block-tiles-view.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Panel } from "#components/panel.tsx";
import { prepareRunRows } from "#components/runs/prepare-run-rows.ts";
import { RunTable } from "#components/runs/run-table.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { FirstSteps } from "./first-steps/first-steps.tsx";
import { isNewcomer } from "./first-steps/prepare-first-steps.ts";
import { useDismissed } from "./first-steps/use-dismissed.ts";
import { kpiInput } from "./kpi-input.ts";
import { LatencySection } from "./latency-section.tsx";
import { OverviewControls } from "./overview-controls.tsx";
import { prepareLatency } from "./prepare-latency.ts";
import { prepareOverview } from "./prepare.ts";
import { RunningNow } from "./running-now.tsx";
import { OutcomeSection } from "./outcome-section.tsx";
import { addTrends, prepareWhatChanged } from "./prepare-trends.ts";
import { overviewParams } from "./search-params.ts";
import { WhatChangedPanel } from "./what-changed.tsx";

export function OverviewSkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Loading the overview" className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} className="h-32" />
        ))}
      </div>
      <div className="grid gap-3 lg:grid-cols-3">
        {Array.from({ length: 3 }, (_, index) => (
          <Skeleton key={index} className="h-32" />
        ))}
      </div>
      <Skeleton className="h-52" />
    </div>
  );
}

const lengthOf = ({ from, to }: Period) => Date.parse(to) - Date.parse(from);

export function OverviewView() {
  const [params] = useQueryStates(overviewParams);
  const { data: kpis, dataUpdatedAt, error, refetch } = useQuery(queries.kpis(browserApi, kpiInput(params)));
  const trends = useQuery(queries.trends(browserApi, kpiInput(params)));
  const changed = useMemo(() => trends.data && prepareWhatChanged(trends.data), [trends.data]);
  const history = trends.data?.history;
  const overview = useMemo(() => kpis && prepareOverview(kpis, dataUpdatedAt), [kpis, dataUpdatedAt]);
  const charts = useMemo(
    () =>
      kpis &&
      prepareLatency(kpis.series, {
        ...kpis.series_period,
        bucketMs: kpis.bucket_ms,
        origin: kpis.origin,
        measured: kpis.measured,
        history: history ?? [],
      }),
    [kpis, history],
  );
  const isPart = kpis !== undefined && lengthOf(kpis.series_period) < lengthOf(kpis.period);
  const recent = useMemo(() => kpis && prepareRunRows(kpis.recent_runs), [kpis]);

  const { isDismissed, dismiss } = useDismissed();
  const isNew = kpis !== undefined && (isNewcomer(kpis.origins_available) || params.first !== null);
  const showsSteps = isNew && isDismissed === false;

  return (
    <>
      <PageHeader title="Overview" lead={overview?.lead ?? undefined}>
        <OverviewControls shownOrigin={kpis?.origin ?? null} available={kpis?.origins_available ?? []} />
      </PageHeader>
      {kpis === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {kpis === undefined && error === null ? <OverviewSkeleton /> : null}
      {overview === undefined || charts === undefined || recent === undefined ? null : (
        <>
          <StaleNote error={error} />
          {showsSteps ? <FirstSteps onDismiss={dismiss} /> : null}
          {overview.isEmpty ? (
            showsSteps ? null : (
              <FirstRun />
            )
          ) : (
            <>
              <WhatChangedPanel changed={changed} error={trends.error} onRetry={() => void trends.refetch()} />
              {overview.checksNote === null ? null : <p className="text-muted">{overview.checksNote}</p>}
              <BlockTilesView {...addTrends(overview.tiles, trends.data)} />
              <LatencySection charts={charts} isPart={isPart} />
              <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
                {trends.data === undefined ? null : <OutcomeSection trends={trends.data} />}
                <RunningNow />
              </div>
              <Panel title="Last 10 runs">
                {recent.rows.length === 0 ? (
                  <EmptyState title="No run yet" />
                ) : (
                  <RunTable caption="Last 10 runs" runs={recent} />
                )}
              </Panel>
            </>
          )}
        </>
      )}
    </>
  );
}

function FirstRun() {
  return (
    <EmptyState title="No run has been made yet">
      <p>
        Choose a scenario on the <TextLink href="/scenarios">scenarios page</TextLink> and press Trigger run. In mock
        mode it goes to the simulator and costs nothing.
      </p>
    </EmptyState>
  );
}
