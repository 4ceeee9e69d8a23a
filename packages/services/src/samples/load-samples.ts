import type { LoadedSamples, SampleShape } from "@tfbench/contracts";
import { samples, targets } from "@tfbench/store";
import type { Context } from "../context.ts";
import { writeSamples } from "../seeds/write-samples.ts";
import { describeShape } from "./list-samples.ts";

const SEED = 1;

/** Writes the sample data of a shape, unless it is there already. */
export async function loadSamples(ctx: Context, { shape }: { shape: SampleShape }): Promise<LoadedSamples> {
  return ctx.db.transaction(async (tx) => {
    // Two clicks follow one another: the second one finds what the first one wrote.
    await targets.holdProject(tx, ctx.project_id);
    const counts = await samples.countByShape(tx, ctx.project_id);
    const loaded_runs = counts.find((each) => each.shape === shape)?.runs ?? 0;
    const { is_loaded } = await describeShape(ctx, tx, { shape, loaded_runs });
    if (is_loaded) return { shape, is_new: false, runs: loaded_runs };
    const { runs } = await writeSamples(ctx, tx, { shape, seed: SEED });
    return { shape, is_new: true, runs };
  });
}
