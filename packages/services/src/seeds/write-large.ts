import { RUNS_PER_BULK_BATCH, automations, scenarios, seeds } from "@tfbench/store";
import { RunSettings } from "@tfbench/contracts";
import type { BatchPlan, InterTokenStats } from "@tfbench/contracts";
import { gapStats, mulberry32 } from "@tfbench/stats";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { rebuildRollups } from "../rollups/rebuild-rollups.ts";
import type { WrittenShape } from "./write-shape.ts";
import { SAMPLE_DESCRIPTION } from "./sample-catalogue.ts";
import { planSampleBatch, sampleTargetId } from "./write-sample-scenario.ts";

export type LargeOrder = {
  /** A multiple of 100. */
  runs: number;
  /** How long ago the oldest run was due. */
  days: number;
  seed: number;
};

const SCENARIOS = 12;
const AUTOMATIONS = 4;
const DIFFERENT_GAPS = 64;
const DAY_MS = 86_400_000;

const nameOf = (i: number): string => `Sample: large ${i}`;
/** Scenarios and automations have the same names. */
export const LARGE_NAMES: readonly string[] = Array.from({ length: SCENARIOS }, (_, i) => nameOf(i + 1));

/** Very many runs, for measuring how quickly they are read. Not in one transaction: it takes half a minute. */
export async function writeLarge(ctx: Context, { runs, days, seed }: LargeOrder): Promise<WrittenShape> {
  const { plans, scenario_ids } = await ctx.db.transaction(async (tx) => {
    const target_id = await sampleTargetId(ctx, tx);
    const automation_ids: number[] = [];
    for (let i = 1; i <= AUTOMATIONS; i += 1) {
      const request = { url: "https://shop.example.com", goal: "Read the prices" };
      const fields = {
        name: nameOf(i),
        request,
        tinyfish_automation_id: null,
        description: SAMPLE_DESCRIPTION,
        default_inputs: {},
      };
      automation_ids.push(
        inserted(await automations.insert(tx, { ...fields, project_id: ctx.project_id, provider: "tinyfish" })).id,
      );
    }
    const scenario_ids: number[] = [];
    for (let i = 1; i <= SCENARIOS; i += 1) {
      const fields = {
        name: nameOf(i),
        description: SAMPLE_DESCRIPTION,
        inputs_template: {},
        slos: [],
        run_settings: RunSettings.parse({ concurrency: 5 }),
      };
      const automation_id = inserted(automation_ids[i % AUTOMATIONS]);
      scenario_ids.push(
        inserted(await scenarios.insert(tx, { ...fields, project_id: ctx.project_id, automation_id, target_id })),
      );
    }
    const plans: BatchPlan[] = [];
    for (const scenario_id of scenario_ids)
      plans.push(await planSampleBatch(ctx, tx, { scenario_id, runs: RUNS_PER_BULK_BATCH }));
    return { plans, scenario_ids };
  });

  const gaps = drawGaps(seed);
  const nowMs = ctx.settings.now().getTime();
  await seeds.insertBulkRuns(ctx.db, {
    project_id: ctx.project_id,
    plans,
    runs,
    from: new Date(nowMs - days * DAY_MS).toISOString(),
    to: new Date(nowMs - DAY_MS / 240).toISOString(),
    gap_sketches: gaps.map(({ sketch }) => sketch),
    gap_stats: gaps.map(({ stats }) => stats),
  });
  await rebuildRollups(ctx);
  return { scenario_ids, batch_ids: [], runs };
}

function drawGaps(seed: number): { stats: InterTokenStats; sketch: Uint8Array }[] {
  const random = mulberry32(seed);
  return Array.from({ length: DIFFERENT_GAPS }, () => {
    const gapsMs = Array.from({ length: 3 + Math.floor(9 * random()) }, () => 800 * Math.exp(3 * random()));
    return inserted(gapStats(gapsMs, 30_000) ?? undefined);
  });
}
