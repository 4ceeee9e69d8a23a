import type { SimulatorState } from "./exchange.ts";
import { isTerminal } from "./run.ts";
import type { Run } from "./run.ts";

export interface CancelAnswer {
  run_id: string;
  status: string;
  cancelled_at: string | null;
  message: string | null;
}

/** Idempotent: a second cancel keeps the first one's time, a finished run keeps its status. */
export function cancelRun(state: SimulatorState, run: Run): CancelAnswer {
  const wasCancelled = run.status === "CANCELLED";
  const answer = (message: string | null): CancelAnswer => ({
    run_id: run.runId,
    status: run.status,
    cancelled_at:
      run.status === "CANCELLED" && run.finishedAtMs !== null ? new Date(run.finishedAtMs).toISOString() : null,
    message,
  });
  if (wasCancelled) return answer("The run was already cancelled.");
  if (isTerminal(run)) return answer("The run had already finished.");
  if (run.endpoint === "run") return answer("A blocking run cannot be cancelled.");
  state.scheduler.cancel(run);
  return answer(null);
}
