"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import type { Run } from "@tfbench/contracts";
import { CircleStop, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { isFinalRun } from "#components/is-final.ts";
import { Button } from "#components/ui/button.tsx";
import { curlCommand } from "./curl-command.ts";

/** What can be done with a run; what went wrong with it is said beside the buttons. */
export function RunActions({ run }: { run: Run }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const batch = useQuery(queries.batch(browserApi, run.batch_id));
  const rerun = useMutation({
    mutationFn: (confirm: boolean) => browserApi.rerunRun({ id: run.id, ...(confirm ? { confirm } : {}) }),
    onSuccess: (triggered) => router.push(`/runs/${triggered.id}`),
  });
  const cancel = useMutation({
    mutationFn: () => browserApi.cancelRun({ id: run.id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["runs"] }),
  });
  const needsConfirmation = rerun.error instanceof ApiProblem && rerun.error.code === "confirmation_required";
  const failed = rerun.error ?? cancel.error;

  return (
    <div className="flex flex-col items-end gap-1">
      <div className="flex flex-wrap justify-end gap-2">
        {isFinalRun(run.status) ? null : (
          <Button variant="danger" disabled={cancel.isPending || run.cancel_requested} onClick={() => cancel.mutate()}>
            <CircleStop aria-hidden /> {run.cancel_requested ? "Cancelling" : "Cancel run"}
          </Button>
        )}
        {batch.data === undefined ? null : (
          <CopyButton
            text={curlCommand(batch.data.plan, run.request)}
            label="Copy cURL"
            className="h-8 px-3 text-body"
          />
        )}
        <Button disabled={rerun.isPending} onClick={() => rerun.mutate(needsConfirmation)}>
          <RotateCw aria-hidden /> {needsConfirmation ? "Confirm the cost and re-run" : "Re-run"}
        </Button>
      </div>
      {failed === null ? null : (
        <p role="alert" className="max-w-96 text-right text-meta text-bad">
          {failed.message}
        </p>
      )}
    </div>
  );
}
