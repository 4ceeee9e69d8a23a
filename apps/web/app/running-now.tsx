"use client";

import { useQuery } from "@tanstack/react-query";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { AppLink } from "#components/app-link.tsx";
import { Elapsed } from "#components/elapsed.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { RUN_STATUS_LOOK } from "#components/status-look.ts";
import { RUNNING_NOW } from "./running-now-input.ts";

const REFRESH_MS = 2_000;

/** Open and waiting runs, refreshed every two seconds. */
export function RunningNow() {
  const { data } = useQuery({ ...queries.runs(browserApi, RUNNING_NOW), refetchInterval: REFRESH_MS });
  const runs = data?.data ?? [];
  return (
    <section aria-labelledby="running-title" className="flex min-w-0 flex-col gap-2">
      <h2 id="running-title" className="text-section">
        Running now
      </h2>
      {runs.length === 0 ? (
        <p className="rounded-control border border-dashed px-3 py-4 text-muted">Nothing is running.</p>
      ) : (
        <ul className="divide-y rounded-control border bg-panel">
          {runs.map((run) => (
            <li key={run.id} className="flex items-center gap-2 px-3 py-1.5 text-meta">
              <AppLink href={`/runs/${run.id}`} className="font-mono underline underline-offset-2">
                {run.id}
              </AppLink>
              <span className="min-w-0 flex-1 truncate" title={run.scenario_name}>
                {run.scenario_name}
              </span>
              <StatusBadge look={RUN_STATUS_LOOK[run.status]} />
              <span className="w-16 text-right text-muted">
                <Elapsed since={run.started_at ?? run.created_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
