"use client";

import { useQuery } from "@tanstack/react-query";
import type { OpenRun } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { Elapsed } from "#components/elapsed.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { RUN_STATUS_LOOK } from "#components/status-look.ts";
import { formatNumber } from "#format/format-number.ts";

/** The kind of the last event and its age, both moving while one looks. */
function LastEvent({ status, last_event: last }: OpenRun) {
  if (status === "queued") return <span>waits for its turn</span>;
  if (last === null) return <span>no event yet</span>;
  return (
    <span className="min-w-0 truncate">
      last <span className="font-mono">{last.kind}</span>, <Elapsed since={last.at} /> ago
    </span>
  );
}

function RunLine({ run }: { run: OpenRun }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-baseline gap-x-2 px-3 py-1.5 text-meta">
      <AppLink href={`/runs/${run.id}`} className="font-mono underline underline-offset-2">
        {run.id}
      </AppLink>
      <span className="truncate" title={run.scenario_name}>
        {run.scenario_name}
      </span>
      <StatusBadge look={RUN_STATUS_LOOK[run.status]} />
      <span className="min-w-14 text-right">
        <Elapsed since={run.started_at ?? run.created_at} />
      </span>
      <span className="col-span-3 col-start-2 flex text-caption text-muted">
        <LastEvent {...run} />
      </span>
    </li>
  );
}

/** As high as the chart beside it: the list of runs has all of them. */
const MOST_SHOWN = 6;

/** Open and waiting runs, each with how long it has been going on and what was heard of it last. */
export function RunningNow() {
  const { data, error } = useQuery(queries.openRuns(browserApi));
  const runs = (data?.data ?? []).slice(0, MOST_SHOWN);
  const all = (data?.running ?? 0) + (data?.queued ?? 0);
  return (
    <section aria-labelledby="running-title" className="flex min-w-0 flex-col gap-2">
      <h2 id="running-title" className="text-section">
        Running now
        {data === undefined || all === 0
          ? null
          : `: ${formatNumber(data.running)}${data.queued === 0 ? "" : `, ${formatNumber(data.queued)} waiting`}`}
      </h2>
      {error === null ? null : (
        <p role="alert" className="text-meta text-bad">
          What runs now is not known: {error.message}
        </p>
      )}
      {data === undefined || runs.length > 0 ? null : (
        <p className="rounded-control border border-dashed px-3 py-4 text-muted">Nothing is running.</p>
      )}
      {runs.length === 0 ? null : (
        <ul className="divide-y rounded-control border bg-panel">
          {runs.map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
      )}
      {all > runs.length ? <TextLink href="/runs?status=queued,running">Show all {formatNumber(all)}</TextLink> : null}
    </section>
  );
}
