"use client";

import { useQuery } from "@tanstack/react-query";
import type { Run } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { isFinalRun } from "#components/is-final.ts";
import { PageHeader } from "#components/page-header.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, ORIGIN_WORD, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Neighbours } from "./neighbours.tsx";
import { prepareHeadline, wasNeverSent } from "./prepare.ts";
import { RunPanels } from "./panels/run-panels.tsx";
import { StatRow } from "./stats/stat-row.tsx";
import { RunActions } from "./actions/run-actions.tsx";
import { ContextPanel } from "./context/context-panel.tsx";
import { EventPanel } from "./events/event-panel.tsx";
import { useRunEvents } from "./events/use-run-events.ts";
import { Waterfall } from "./waterfall/waterfall.tsx";

function RunLead({ run }: { run: Run }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted">
      <StatusBadge look={RUN_STATUS_LOOK[run.status]} />
      {isFinalRun(run.status) && run.provider === "tinyfish" ? (
        <StatusBadge look={GOAL_LOOK[run.goal]} prefix="goal" />
      ) : null}
      {run.verdict === null ? null : (
        <span className="inline-flex min-w-0 flex-wrap items-center gap-x-1">
          <StatusBadge look={GOAL_LOOK[run.verdict.goal]} prefix="judged" />
          by a person <Instant at={run.verdict.at} />
          {run.verdict.note === null ? null : (
            <span className="min-w-0 break-words">
              : <bdi>{run.verdict.note}</bdi>
            </span>
          )}
        </span>
      )}
      <TextLink href={`/runs?scenario=${run.scenario_id}`} className="min-w-0 break-words">
        <bdi>{run.scenario_name}</bdi>
      </TextLink>
      <span className="min-w-0 break-words">
        on <bdi>{run.target_name}</bdi> ({ORIGIN_WORD[run.origin]})
      </span>
      <TextLink href={`/batches/${run.batch_id}`}>batch {run.batch_id}</TextLink>
      {run.rerun_of === null ? null : <TextLink href={`/runs/${run.rerun_of}`}>re-run of {run.rerun_of}</TextLink>}
      <Instant at={run.started_at ?? run.due_at} isExact />
      {run.tinyfish_run_id === null ? null : (
        <span className="font-mono text-meta break-all">{run.tinyfish_run_id}</span>
      )}
    </div>
  );
}

export function RunView({ id }: { id: number }) {
  const { data: run, error, refetch } = useQuery(queries.run(browserApi, id));
  if (run === undefined) {
    return (
      <>
        <PageHeader title={`Run ${id}`} lead={error === null ? <Skeleton className="mt-1 h-4 w-80" /> : undefined}>
          <Neighbours id={id} />
        </PageHeader>
        {error === null ? <RunSkeleton id={id} /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </>
    );
  }
  return <LoadedRun run={run} error={error} />;
}

function LoadedRun({ run, error }: { run: Run; error: Error | null }) {
  const live = useRunEvents(run.id);
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageHeader title={`Run ${run.id}`}>
          <Neighbours id={run.id} />
          <RunActions run={run} events={live.events} />
        </PageHeader>
        <RunLead run={run} />
      </div>
      <StaleNote error={error} />
      <p className="text-section break-words">
        <bdi>{prepareHeadline(run)}</bdi>
      </p>
      {wasNeverSent(run) ? (
        <>
          <p className="text-muted">It was never sent, so it has no timeline, no figures and no events.</p>
          <div className="grid min-w-0">
            <RunPanels run={run} />
          </div>
        </>
      ) : (
        <>
          <Waterfall run={run} events={live.events} />
          <StatRow run={run} />
          <ContextPanel run={run} />
          <div className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <EventPanel run={run} live={live} />
            <RunPanels run={run} />
          </div>
        </>
      )}
    </>
  );
}

function RunSkeleton({ id }: { id: number }) {
  return (
    <div role="status" aria-busy="true" aria-label={`Loading run ${id}`} className="flex flex-col gap-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-96" />
    </div>
  );
}
