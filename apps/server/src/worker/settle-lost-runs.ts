import type { BatchPlan, EngineRecord } from "@tfbench/contracts";
import type { Logger } from "pino";
import { unmeasured } from "./end-without-start.ts";
import type { EngineHost } from "./engine-host.ts";

/** A run that was open when its worker died. */
export type LostRun = { run_id: number; tinyfish_run_id: string | null; due_at: string; started_at: string | null };

type Lost = { plan: BatchPlan; credential: string | null; runs: readonly LostRun[] };

/**
 * Ends the runs a dead worker left open as `aborted` (worker_lost). Where the provider's id is known the run is
 * cancelled and looked up there first, so that its steps and its cost are counted. Nothing measured is invented.
 */
export async function settleLostRuns(
  lost: Lost,
  deps: { engine: EngineHost; log: Logger; now: () => Date },
): Promise<EngineRecord[]> {
  return Promise.all(lost.runs.map((run) => settleLostRun(run, lost, deps)));
}

async function settleLostRun(
  run: LostRun,
  { plan, credential }: Lost,
  { engine, log, now }: Parameters<typeof settleLostRuns>[1],
): Promise<EngineRecord> {
  const result = unmeasured({
    status: "aborted",
    reason_code: "worker_lost",
    fault: "us",
    error: "The worker that executed this run died before the run ended; trigger it again to measure it.",
  });
  if (run.tinyfish_run_id !== null) {
    const { tinyfish_run_id: provider_run_id } = run;
    try {
      const { response_json, provider_run, steps, cost_usd, price_version, streaming_url, sentence } =
        await engine.settleRun({ plan, credential, provider_run_id });
      Object.assign(result, {
        tinyfish_run_id: provider_run_id,
        response_json,
        provider_run,
        steps,
        cost_usd,
        price_version,
        streaming_url,
      });
      if (sentence !== null) result.error = `${result.error} ${sentence}`;
    } catch (cause) {
      // The run ends all the same; what the provider charges for it stays unknown, and the run says so.
      log.error({ err: cause, run_id: run.run_id, provider_run_id }, "a lost run could not be settled at the provider");
      result.tinyfish_run_id = provider_run_id;
      result.error = `${result.error} The provider could not be asked what became of it, so its cost is unknown.`;
    }
  }
  return {
    kind: "finished",
    run_id: run.run_id,
    due_at: run.due_at,
    started_at: run.started_at,
    finished_at: now().toISOString(),
    result,
  };
}
