import type { Database } from "./database.ts";

/** Makes sure that events of runs up to an id have a partition to go to. */
export type RunPartitions = { ensure(maxRunId: number): Promise<void> };

/** Remembers how far the partitions reach, so that asking for what exists costs nothing. */
export function createRunPartitions(db: Database): RunPartitions {
  let end = 0;
  return {
    async ensure(maxRunId) {
      if (maxRunId < end) return;
      const [row] = await db.query<{ partitions_end: number }>("SELECT ensure_run_partitions($1) AS partitions_end", [
        maxRunId,
      ]);
      if (row === undefined) throw new Error("ensure_run_partitions returned no row.");
      end = row.partitions_end;
    },
  };
}
