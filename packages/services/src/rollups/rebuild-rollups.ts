import { finishedRuns, rollups } from "@tfbench/store";
import type { Rollup, Sql } from "@tfbench/store";
import type { Origin } from "@tfbench/contracts";
import type { Context } from "../context.ts";
import { encodeRollup, groupIntoRollups } from "./group-into-rollups.ts";
import type { GrowingRollup } from "./group-into-rollups.ts";
import { hourOf } from "./hour-of.ts";

const HOUR_MS = 3_600_000;
const RUNS_PER_READ = 1_000;
const START_OF_TIME = "0001-01-01T00:00:00.000Z";
const END_OF_TIME = "9999-12-31T23:00:00.000Z";
const ORIGINS: readonly Origin[] = ["real", "simulated", "sample"];

/** Recomputes every rollup of the project from its runs, one transaction an hour; the server may be running meanwhile. */
export async function rebuildRollups(
  ctx: Pick<Context, "db" | "project_id">,
): Promise<{ hours: number; rollups: number }> {
  const { db, project_id } = ctx;
  const rebuilt = { hours: 0, rollups: 0 };
  let from = START_OF_TIME;
  for (;;) {
    const due_at = await rollups.nextDueAt(db, { project_id, from });
    const hour = due_at === null ? END_OF_TIME : hourOf(due_at);
    const end = due_at === null ? END_OF_TIME : new Date(Date.parse(hour) + HOUR_MS).toISOString();
    rebuilt.rollups += await db.transaction((tx) => rebuildSpan(tx, { project_id, from, hour, to: end }));
    if (due_at === null) return rebuilt;
    rebuilt.hours += 1;
    from = end;
  }
}

/** `from` to `hour` has no run: rollups there are left over. `hour` to `to` is the hour that is recomputed. */
async function rebuildSpan(
  tx: Sql,
  span: { project_id: number; from: string; hour: string; to: string },
): Promise<number> {
  await rollups.lockAll(tx);
  const grown = new Map<string, GrowingRollup>();
  for (const origin of ORIGINS) {
    const window = { project_id: span.project_id, origin, from: span.hour, to: span.to };
    for await (const page of finishedRuns.readPages(tx, window, RUNS_PER_READ)) groupIntoRollups(page, grown);
  }
  const recomputed: Rollup[] = [...grown.values()].map(encodeRollup);
  await rollups.replace(tx, span, recomputed);
  return recomputed.length;
}
