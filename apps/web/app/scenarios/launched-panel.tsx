"use client";

import { X } from "lucide-react";
import { TextLink } from "#components/app-link.tsx";
import { BatchProgress } from "#components/batches/batch-progress.tsx";
import { useBatch } from "#components/batches/use-batch.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { countOf } from "#format/count-of.ts";

type LaunchedPanelProps = { batchId: number; runId: number | null; onClose: () => void };

/** What was just triggered, while it goes on and after. */
export function LaunchedPanel({ batchId, runId, onClose }: LaunchedPanelProps) {
  const { data: batch, error } = useBatch(batchId);
  if (batch === undefined) return error === null ? <Skeleton className="h-20" /> : <ErrorState error={error} />;
  const isOne = batch.run_count === 1 && batch.is_counted;
  return (
    <section aria-label="Triggered" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 truncate font-strong">
          {isOne && runId !== null ? `Run ${runId}` : `Batch ${batch.id}`} of {batch.scenario_name}
        </h2>
        {isOne && runId !== null ? (
          <TextLink href={`/runs/${runId}`}>Watch run {runId}</TextLink>
        ) : (
          <>
            <TextLink href={`/batches/${batch.id}`}>Open batch {batch.id}</TextLink>
            <TextLink href={`/runs?batch=${batch.id}`}>
              Show its {batch.is_counted ? countOf(batch.run_count, "run") : "runs"}
            </TextLink>
          </>
        )}
        <Button variant="quiet" size="icon" aria-label="Close" className="ml-auto" onClick={onClose}>
          <X />
        </Button>
      </header>
      <BatchProgress batch={batch} />
    </section>
  );
}
