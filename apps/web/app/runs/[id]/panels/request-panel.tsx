"use client";

import { useQuery } from "@tanstack/react-query";
import type { Run } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { JsonPanel } from "#components/json/json-panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { curlCommand } from "../actions/curl-command.ts";
import { prepareRequest } from "./prepare-request.ts";

/** The request as it was sent, its secrets hidden. */
export function RequestPanel({ run }: { run: Run }) {
  const { data: batch, error, refetch } = useQuery(queries.batch(browserApi, run.batch_id));
  if (batch === undefined && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (batch === undefined) return <Skeleton className="m-3 h-24" />;
  const { method, url, headers, body } = prepareRequest(batch.plan, run.request);
  return (
    <>
      <div className="flex flex-wrap items-start gap-2 px-3 pt-2 font-mono text-meta">
        <div className="min-w-0 flex-1">
          <p className="break-all">
            {method} {url}
          </p>
          {headers.map(({ name, value }) => (
            <p key={name} className="break-all text-muted">
              {name}: {value}
            </p>
          ))}
        </div>
        <CopyButton text={() => curlCommand(batch.plan, run.request)} label="Copy as cURL" />
      </div>
      <JsonPanel label="the request" value={body} fileName={`run-${run.id}-request.json`} />
    </>
  );
}
