import { reportBatches } from "@tfbench/store";
import type { BatchEnding, ReportBatchRun } from "@tfbench/store";
import type { Context } from "../context.ts";
import { validityOf } from "../reports/validity-of.ts";
import { NO_LOAD } from "./describe-load.ts";
import type { LoadEnding } from "./describe-load.ts";

const RUNS_PER_READ = 1_000;

/** Whether the figures of batches of agents may be believed, from their stored runs; those where nothing was tried are left out. */
export async function judgeAgents(
  { db }: Pick<Context, "db">,
  endings: readonly BatchEnding[],
): Promise<Map<number, LoadEnding>> {
  const agents = endings.filter(({ provider }) => provider === "tinyfish");
  if (agents.length === 0) return new Map();
  const runs = await readRuns({ db }, agents);
  const overlapping = await reportBatches.overlappingOfEach(
    db,
    agents.map(({ batch_id }) => batch_id),
  );
  return new Map(
    [...runs]
      .filter(([, ofBatch]) => ofBatch.some(wasTried))
      .map(([id, ofBatch]) => {
        const { verdict, reasons } = validityOf(ofBatch, { overlapping: overlapping.get(id) ?? [], judged: null });
        return [id, { ...NO_LOAD, validity: { verdict, reasons } }];
      }),
  );
}

const wasTried = ({ status }: ReportBatchRun): boolean => status !== "cancelled" && status !== "budget_stopped";

/** Small batches are read together, large ones page by page. */
async function readRuns(
  { db }: Pick<Context, "db">,
  endings: readonly BatchEnding[],
): Promise<Map<number, ReportBatchRun[]>> {
  const isSmall = ({ ended_runs }: BatchEnding) => ended_runs * endings.length <= RUNS_PER_READ;
  const small = endings.filter(isSmall).map(({ batch_id }) => batch_id);
  const together = small.length === 0 ? [] : await reportBatches.runsOf(db, small);
  const runs = new Map<number, ReportBatchRun[]>(Map.groupBy(together, ({ batch_id }) => batch_id));
  for (const { batch_id } of endings.filter((ending) => !isSmall(ending))) {
    const pages: ReportBatchRun[] = [];
    for await (const page of reportBatches.readRuns(db, batch_id, RUNS_PER_READ)) pages.push(...page);
    runs.set(batch_id, pages);
  }
  return runs;
}
