"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BatchDetail } from "@tfbench/contracts";
import { CircleStop } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { AppLink } from "#components/app-link.tsx";
import { isFinalBatch } from "#components/is-final.ts";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { useNow } from "#components/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { formatNumber } from "#format/format-number.ts";
import { OutcomeParts } from "./outcome-bar.tsx";
import { prepareProgress } from "./prepare-progress.ts";

/** How far a batch is, in words and as a bar, and the button that stops it. */
export function BatchProgress({ batch }: { batch: BatchDetail }) {
  const queryClient = useQueryClient();
  const progress = prepareProgress(batch, useNow());
  const cancel = useMutation({
    mutationFn: () => browserApi.cancelBatch({ id: batch.id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["batches", batch.id] }),
  });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge look={BATCH_STATUS_LOOK[batch.status]} />
        <span role="status">{progress.sentence}</span>
        {isFinalBatch(batch.status) ? null : (
          <Button
            size="dense"
            variant="danger"
            className="ml-auto"
            disabled={cancel.isPending || batch.cancel_requested}
            onClick={() => cancel.mutate()}
          >
            <CircleStop aria-hidden /> {batch.cancel_requested ? "Cancelling" : progress.cancelText}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={progress.bar.label}
        aria-valuemin={0}
        aria-valuemax={progress.bar.max}
        aria-valuenow={progress.bar.now}
        className="flex h-2 overflow-hidden rounded-chip bg-sunken"
      >
        <OutcomeParts parts={progress.parts} />
      </div>
      <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-meta">
        {progress.parts.map((part) => (
          <AppLink
            key={part.status}
            href={`/runs?batch=${batch.id}&status=${part.status}`}
            className="inline-flex items-center gap-1 underline-offset-2 hover:underline"
          >
            {formatNumber(part.count)} <StatusBadge look={RUN_STATUS_LOOK[part.status]} />
          </AppLink>
        ))}
      </p>
      {cancel.error === null ? null : (
        <p role="alert" className="text-meta text-bad">
          {cancel.error.message}
        </p>
      )}
      {batch.error === null ? null : <p className="text-meta text-bad">{batch.error}</p>}
    </div>
  );
}
