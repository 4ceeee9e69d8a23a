import { RunStatus } from "@tfbench/contracts";
import type { Batch, RunCounts } from "@tfbench/contracts";
import { batches } from "@tfbench/store";
import type { BatchRow, Sql, StatusCount } from "@tfbench/store";

/** Adds the number of runs per status: from the summary where there is one of all runs, counted otherwise. */
export async function withCounts<Row extends Pick<BatchRow, "id" | "summary_counts">>(
  sql: Sql,
  rows: readonly Row[],
): Promise<(Omit<Row, "summary_counts"> & Pick<Batch, "counts">)[]> {
  const unsummarized = rows.filter(({ summary_counts }) => summary_counts === null).map(({ id }) => id);
  const counted = Map.groupBy(await batches.countRunsByStatus(sql, unsummarized), ({ batch_id }) => batch_id);
  return rows.map(({ summary_counts, ...batch }) => ({
    ...batch,
    counts: summary_counts ?? countsOf(counted.get(batch.id) ?? []),
  }));
}

function countsOf(counted: readonly StatusCount[]): RunCounts {
  const runs = new Map(counted.map((count) => [count.status, count.runs]));
  // Every status is a key, because the keys are the options of its schema.
  return Object.fromEntries(RunStatus.options.map((status) => [status, runs.get(status) ?? 0])) as RunCounts;
}
