"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import { hideSecrets } from "@tfbench/contracts";
import type { Run, RunEvent } from "@tfbench/contracts";
import { CircleStop, RotateCw, Scale } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { saveFile } from "#components/charts/save-file.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { isFinalRun } from "#components/is-final.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { curlCommand } from "./curl-command.ts";
import { eventsAsJsonl, runAsJson } from "./export-run.ts";
import { VerdictDialog } from "./verdict-dialog.tsx";

/** What can be done with a run; what went wrong with it is said beside the buttons. */
export function RunActions({ run, events }: { run: Run; events: readonly RunEvent[] }) {
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
  const [isJudging, setIsJudging] = useState(false);
  const needsConfirmation = rerun.error instanceof ApiProblem && rerun.error.code === "confirmation_required";
  const failed = rerun.error ?? cancel.error;

  return (
    <div className="flex flex-col items-end gap-1 max-sm:items-start">
      <div className="flex flex-wrap justify-end gap-2 max-sm:gap-1.5 max-sm:[&_button]:px-1.5">
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
        {isFinalRun(run.status) ? (
          <Button onClick={() => setIsJudging(true)}>
            <Scale aria-hidden /> {run.verdict === null ? "Judge run" : "Change verdict"}
          </Button>
        ) : null}
        {isJudging ? <VerdictDialog run={run} onClose={() => setIsJudging(false)} /> : null}
        <Menu
          label="Export this run"
          items={[
            {
              text: "Export run and events (JSON)",
              onChoose: () => saveFile(`run-${run.id}.json`, runAsJson(run, events, hideSecrets(run.request))),
            },
            {
              text: "Export events (JSONL)",
              onChoose: () => saveFile(`run-${run.id}-events.jsonl`, eventsAsJsonl(events)),
            },
          ]}
        />
      </div>
      {failed === null ? null : (
        <p role="alert" className="max-w-96 text-right text-meta text-bad max-sm:text-left">
          {failed.message}
        </p>
      )}
    </div>
  );
}
