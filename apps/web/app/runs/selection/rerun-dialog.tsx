"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import type { RerunOutcome } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { randomKey } from "#components/form/random-key.ts";
import { countOf } from "#format/count-of.ts";
import { readIds, type SelectedRuns } from "./selected-runs.ts";

/** What the API takes in one request that is done wholly or not at all. */
const MOST_RERUNS = 1_000;

type RerunDialogProps = {
  selected: SelectedRuns;
  count: number;
  onDone: (outcome: RerunOutcome) => void;
  onClose: () => void;
};

/** Asks once before runs are queued, and again with the estimate where they cost more than may be spent unasked. */
export function RerunDialog({ selected, count, onDone, onClose }: RerunDialogProps) {
  // One key for as long as the dialog is open: sending again after a broken connection queues nothing twice.
  const [key] = useState(randomKey);
  const cache = useQueryClient();
  const rerun = useMutation({
    mutationFn: async (confirm: boolean) => {
      const ids = await readIds(browserApi, selected, new AbortController().signal);
      return browserApi.rerunRuns({
        ids: [...ids],
        idempotency_key: `${key}-${confirm}`,
        ...(confirm ? { confirm } : {}),
      });
    },
    onSuccess: async (outcome) => {
      await cache.invalidateQueries({ queryKey: ["runs"] });
      onDone(outcome);
    },
  });
  const { error } = rerun;
  const isCostly = error instanceof ApiProblem && error.code === "confirmation_required";
  const runs = countOf(count, "run");
  return (
    <FormDialog
      title={`Re-run ${runs}`}
      description="Sends each request once more as it was sent then; runs with the same request become one batch."
      submitText={isCostly ? `Confirm the cost and re-run ${runs}` : `Re-run ${runs}`}
      isSending={rerun.isPending}
      obstacle={
        count > MOST_RERUNS ? "At most 1,000 runs can be run again at once: narrow the filter, or select fewer." : null
      }
      problems={error === null || isCostly ? [] : [error.message]}
      onSubmit={() => rerun.mutate(isCostly)}
      onClose={onClose}
    >
      {isCostly ? (
        <p role="alert" className="text-warn">
          {error.message}
        </p>
      ) : (
        <p>The new runs are measured and cost like any others.</p>
      )}
    </FormDialog>
  );
}
