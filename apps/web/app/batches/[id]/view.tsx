"use client";

import type { BatchDetail } from "@tfbench/contracts";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { BatchProgress } from "#components/batches/batch-progress.tsx";
import { useBatch } from "#components/batches/use-batch.ts";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { JsonView } from "#components/json-view.tsx";
import { BlockTilesView } from "#components/kpi/block-tiles-view.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prepareBatchTiles, prepareLoadSentence } from "./prepare.ts";

function BatchLead({ batch }: { batch: BatchDetail }) {
  return (
    <div className="flex flex-wrap gap-x-3">
      <TextLink href={`/runs?scenario=${batch.scenario_id}`}>{batch.scenario_name}</TextLink>
      <span>
        on {batch.target_name} ({ORIGIN_WORD[batch.origin]})
      </span>
      {batch.rerun_of_run === null ? null : (
        <TextLink href={`/runs/${batch.rerun_of_run}`}>re-run of run {batch.rerun_of_run}</TextLink>
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
  if (batch === undefined)
    return error === null ? (
      <Skeleton className="h-40" label={`Loading batch ${id}`} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  const tiles = prepareBatchTiles(batch);
  return (
    <>
      <PageHeader title={`Batch ${batch.id}`} lead={<BatchLead batch={batch} />}>
        <Button asChild>
          <AppLink href={`/runs?batch=${batch.id}`}>Show its runs</AppLink>
        </Button>
      </PageHeader>
      <StaleNote error={error} />
      <section aria-label="Progress" className="rounded-control border bg-panel p-3">
        <BatchProgress batch={batch} />
        <p className="mt-2 text-muted">{prepareLoadSentence(batch)}</p>
      </section>
      {tiles === null ? (
        <p className="text-muted">The figures are computed once, when the batch ends.</p>
      ) : (
        <BlockTilesView {...tiles} />
      )}
      <details className="overflow-hidden rounded-control border bg-panel">
        <summary className="px-3 py-2">Plan, as frozen when the batch was created</summary>
        <JsonView text={JSON.stringify(batch.plan)} />
      </details>
    </>
  );
}
