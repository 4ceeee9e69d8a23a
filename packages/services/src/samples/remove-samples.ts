import { SampleShape } from "@tfbench/contracts";
import type { RemovedSamples, RemoveSamples } from "@tfbench/contracts";
import { finishedRuns, rollups, samples } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { encodeRollup, groupIntoRollups } from "../rollups/group-into-rollups.ts";
import type { GrowingRollup } from "../rollups/group-into-rollups.ts";
import { SAMPLE_DESCRIPTION } from "../seeds/sample-catalogue.ts";
import { SHAPES } from "../seeds/sample-shapes.ts";
import { LARGE_NAMES } from "../seeds/write-large.ts";

const ORIGIN = "sample";
const RUNS_PER_READ = 1_000;

/**
 * Removes the oldest sample runs, and once none is left the sample scenarios and automations that nobody has changed or
 * run. What was measured stays. Rollups are right after each call, so a removal may be stopped at any time.
 */
export async function removeSamples(ctx: Context, { limit }: RemoveSamples): Promise<RemovedSamples> {
  return ctx.db.transaction(async (tx) => {
    const { project_id } = ctx;
    // First of all, as whoever rebuilds rollups does: nobody then writes rollups of runs that are being deleted.
    await rollups.lockAll(tx);
    const oldest = await samples.findOldest(tx, { project_id, limit });
    if (oldest !== null) {
      await samples.removeBatches(tx, oldest.ids);
      await recomputeRollups(tx, { project_id, from: oldest.from, to: oldest.to });
    }
    const removed_runs = oldest?.runs ?? 0;
    const remaining_runs = (await samples.countByShape(tx, project_id)).reduce((sum, { runs }) => sum + runs, 0);
    const removedRows = remaining_runs === 0 ? await removeCatalogue(ctx, tx) : 0;
    if (removed_runs + removedRows > 0) {
      const details = { removed_runs, remaining_runs };
      await recordAudit(ctx, tx, { action: "remove_samples", noun: "project", noun_id: project_id, details });
    }
    return { removed_runs, remaining_runs };
  });
}

/** Sketches cannot be subtracted from: the hours of removed runs are made anew from those that are left. */
async function recomputeRollups(tx: Sql, span: { project_id: number; from: string; to: string }): Promise<void> {
  const grown = new Map<string, GrowingRollup>();
  for await (const page of finishedRuns.readPages(tx, { ...span, origin: ORIGIN }, RUNS_PER_READ))
    groupIntoRollups(page, grown);
  await rollups.replace(tx, { ...span, origin: ORIGIN }, [...grown.values()].map(encodeRollup));
}

const asSample = (name: string) => ({ name, description: SAMPLE_DESCRIPTION });

async function removeCatalogue(ctx: Context, tx: Sql): Promise<number> {
  const works = SampleShape.options.flatMap((shape) => SHAPES[shape]().map(({ work }) => work));
  const large = LARGE_NAMES.map(asSample);
  const scenarios = await samples.removeScenarios(tx, ctx.project_id, [
    ...works.map(({ scenario }) => scenario),
    ...large,
  ]);
  const automations = await samples.removeAutomations(tx, ctx.project_id, [
    ...works.map(({ automation }) => asSample(automation.name)),
    ...large,
  ]);
  const deleted = [
    ...scenarios.map((noun_id) => ({ noun: "scenario", noun_id })),
    ...automations.map((noun_id) => ({ noun: "automation", noun_id })),
  ];
  for (const row of deleted) await recordAudit(ctx, tx, { action: "delete", ...row });
  return deleted.length;
}
