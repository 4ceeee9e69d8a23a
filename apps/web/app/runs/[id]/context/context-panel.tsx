"use client";

import { useQuery } from "@tanstack/react-query";
import type { Run } from "@tfbench/contracts";
import { memo, useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { isFinalRun } from "#components/is-final.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prepareContext } from "./prepare-context.ts";

/** Where a run that has ended stands among the runs of its scenario. */
export const ContextPanel = memo(function ContextPanel({ run }: { run: Run }) {
  const query = useQuery({ ...queries.runContext(browserApi, run.id), enabled: isFinalRun(run.status) });
  const { data: context, error, refetch } = query;
  const charts = useMemo(
    () => context && prepareContext(context, { id: run.id, provider: run.provider }),
    [context, run.id, run.provider],
  );
  if (!isFinalRun(run.status)) return null;
  if (charts === undefined && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (context === undefined || charts === undefined) return <Skeleton className="h-[214px]" />;
  if (charts.every(({ empty }) => empty !== null))
    return (
      <p className="text-meta text-muted">
        {charts[0]?.empty?.why} {charts[0]?.empty?.whatToDo}
      </p>
    );
  return (
    <section aria-label="The run among its like" className="flex flex-col gap-1">
      <div className="grid gap-4 md:grid-cols-2">
        {charts.map((chart) => (
          <ChartFrame key={chart.title} chart={chart} height={140} />
        ))}
      </div>
      <p className="text-meta text-muted">
        All attempted runs of the same scenario, target and origin in 30 days. {context.note}{" "}
        <TextLink
          href={`/runs?scenario=${context.scenario_id}&target=${context.target_id}&origin=${context.origin}&from=${context.from}&to=${context.to}`}
        >
          Show these runs
        </TextLink>
      </p>
    </section>
  );
});
