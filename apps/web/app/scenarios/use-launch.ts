import { useMutation } from "@tanstack/react-query";
import type { Client } from "@tfbench/client";
import type { TriggeredRun } from "@tfbench/contracts";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { browserApi } from "#api/browser-api.ts";
import { useIdempotency } from "#components/form/use-idempotency.ts";

type Launch = {
  body: Parameters<Client["triggerRun"]>[0];
  /** In its place where it has levels. */
  sweep: Parameters<Client["createSweep"]>[0] | null;
};
type Launched = { run: TriggeredRun; sweepId: null } | { run: null; sweepId: number };

/** Triggers a batch or a sweep, once however often it is asked; stopped on the way, it cancels what was written. A sweep is followed to its page. */
export function useLaunch(onTriggered: (run: TriggeredRun) => void) {
  const router = useRouter();
  const idempotency = useIdempotency();
  const isStopped = useRef(false);
  const launch = useMutation({
    mutationFn: async ({ body, sweep }: Launch): Promise<Launched> => {
      isStopped.current = false;
      if (sweep !== null) {
        const { id } = await browserApi.createSweep({ ...sweep, idempotency_key: idempotency.keyFor(sweep) });
        if (isStopped.current) await browserApi.cancelSweep({ id });
        return { run: null, sweepId: id };
      }
      const run = await browserApi.triggerRun({ ...body, idempotency_key: idempotency.keyFor(body) });
      if (isStopped.current) await browserApi.cancelBatch({ id: run.batch_id });
      return { run, sweepId: null };
    },
    onSuccess: ({ run, sweepId }) => {
      idempotency.renew();
      if (run === null) router.push(`/sweeps/${sweepId}`);
      else onTriggered(run);
    },
  });
  return { launch, stop: () => (isStopped.current = true) };
}
