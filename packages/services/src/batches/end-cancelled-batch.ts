import { summarizeRuns } from "@tfbench/stats";
import { batchWrites, finishedRuns } from "@tfbench/store";
import type { FinishedRun, Sql } from "@tfbench/store";

const RUNS_PER_READ = 1_000;

/** Ends a batch that no worker has taken and whose runs have all been cancelled: final status and summary together. */
export async function endCancelledBatch(tx: Sql, batchId: number): Promise<void> {
  const runs: FinishedRun[] = [];
  for await (const page of finishedRuns.readPagesOfBatch(tx, batchId, RUNS_PER_READ)) runs.push(...page);
  await batchWrites.endQueued(tx, batchId, summarizeRuns(runs));
}
