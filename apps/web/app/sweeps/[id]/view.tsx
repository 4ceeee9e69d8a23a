"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Sweep } from "@tfbench/contracts";
import { CircleStop } from "lucide-react";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useSeriesSlots } from "#components/charts/use-series-slots.ts";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { isFinalBatch } from "#components/is-final.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Panel } from "#components/panel.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, ORIGIN_WORD } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { chartLooks } from "./chart-looks.ts";
import { LevelTable } from "./level-table.tsx";
import { prepareSearchConclusion, prepareSearchProgress, prepareTried } from "./prepare-search.ts";
import { prepareLevels, prepareSweepProgress, prepareSweepSentence, timesOf } from "./prepare.ts";
import { sweepChart } from "./sweep-chart.ts";
import { TriedTable } from "./tried-table.tsx";

/** What each level of a sweep showed; it fills as they end. */
export function SweepView({ id }: { id: number }) {
  const { data: sweep, error, refetch } = useQuery(queries.sweep(browserApi, id));
  if (sweep === undefined)
    return (
      <>
        <PageHeader title={`Sweep ${id}`} />
        {error === null ? (
          <Skeleton className="h-40" label={`Loading sweep ${id}`} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </>
    );
  const lead = (
    <div className="flex flex-wrap gap-x-3">
      <TextLink href={`/scenarios/${sweep.scenario_id}`}>{sweep.scenario_name}</TextLink>
      <span>
        on {sweep.target_name} ({ORIGIN_WORD[sweep.origin]})
      </span>
      <Instant at={sweep.created_at} isExact />
    </div>
  );
  return (
    <>
      <PageHeader title={`Sweep ${sweep.id}`} lead={lead} />
      <StaleNote error={error} />
      <SweepConclusion sweep={sweep} />
      <SweepProgressBar sweep={sweep} />
      <SweepCharts sweep={sweep} />
      {sweep.search === null ? null : (
        <Panel title="Tried levels">
          <TriedTable rows={prepareTried({ axis: sweep.axis, search: sweep.search })} />
        </Panel>
      )}
      <Panel title={sweep.search === null ? "Levels" : "Loads"}>
        <LevelTable rows={prepareLevels(sweep)} from={timesOf(sweep).from} />
      </Panel>
    </>
  );
}

function SweepConclusion({ sweep }: { sweep: Sweep }) {
  const { axis, search } = sweep;
  const { sentence, notes } =
    search === null
      ? {
          sentence: prepareSweepSentence(sweep),
          notes: [
            "Each level is judged by itself, and no interval is corrected for their number: a sweep shows a curve.",
          ],
        }
      : prepareSearchConclusion({ axis, search });
  return (
    <section aria-label="Conclusion" className="rounded-control border bg-panel p-3">
      <p className="font-strong">{sentence}</p>
      {notes.map((note) => (
        <p key={note} className="text-muted">
          {note}
        </p>
      ))}
    </section>
  );
}

function SweepProgressBar({ sweep }: { sweep: Sweep }) {
  const queryClient = useQueryClient();
  const { axis, search } = sweep;
  const { sentence, done, total, cancelText } =
    search === null ? prepareSweepProgress(sweep) : prepareSearchProgress({ axis, search });
  const cancel = useMutation({
    mutationFn: () => browserApi.cancelSweep({ id: sweep.id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["sweeps"] }),
  });
  return (
    <section aria-label="Progress" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge look={BATCH_STATUS_LOOK[sweep.status]} />
        <span role="status">{sentence}</span>
        {isFinalBatch(sweep.status) ? null : (
          <Button
            size="dense"
            variant="danger"
            className="ml-auto"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            <CircleStop aria-hidden /> {cancelText}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label="Levels ended"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-2 overflow-hidden rounded-chip bg-sunken"
      >
        <div className="h-full bg-text" style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </div>
      {cancel.error === null ? null : (
        <p role="alert" className="text-meta text-bad">
          {cancel.error.message}
        </p>
      )}
    </section>
  );
}

function SweepCharts({ sweep }: { sweep: Sweep }) {
  const name = `scenario:${sweep.scenario_id}`;
  const slot = useSeriesSlots([name]).get(name) ?? 0;
  const charts = useMemo(() => chartLooks(sweep).map((look) => sweepChart(sweep, { ...look, slot })), [sweep, slot]);
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      {charts.map((chart) => (
        <ChartFrame key={chart.title} chart={chart} height={260} />
      ))}
    </div>
  );
}
