import { useMutation } from "@tanstack/react-query";
import type { Client } from "@tfbench/client";
import type { TriggeredRun } from "@tfbench/contracts";
import { useRef } from "react";
import { browserApi } from "#api/browser-api.ts";
import { useIdempotency } from "#components/form/use-idempotency.ts";

type Trigger = Parameters<Client["triggerRun"]>[0];

/** Triggers once however often it is asked; stopped on the way, it cancels what was written. */
export function useTrigger(onTriggered: (run: TriggeredRun) => void) {
  const idempotency = useIdempotency();
  const isStopped = useRef(false);
  const trigger = useMutation({
    mutationFn: async (body: Trigger) => {
      isStopped.current = false;
      const run = await browserApi.triggerRun({ ...body, idempotency_key: idempotency.keyFor(body) });
      if (isStopped.current) await browserApi.cancelBatch({ id: run.batch_id });
      return run;
    },
    onSuccess: (run) => {
      idempotency.renew();
      onTriggered(run);
    },
  });
  return { trigger, stop: () => (isStopped.current = true) };
}
