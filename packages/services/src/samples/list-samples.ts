import { SampleShape } from "@tfbench/contracts";
import type { SampleFacts, Samples } from "@tfbench/contracts";
import { samples, seeds } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import type { Context } from "../context.ts";
import { SHAPE_DESCRIPTIONS, SHAPES } from "../seeds/sample-shapes.ts";

/** The shapes of sample data that can be loaded, and what of each is there. */
export async function listSamples(ctx: Context): Promise<Samples> {
  const counts = await samples.countByShape(ctx.db, ctx.project_id);
  const shapes = await Promise.all(
    SampleShape.options.map((shape) =>
      describeShape(ctx, ctx.db, { shape, loaded_runs: counts.find((each) => each.shape === shape)?.runs ?? 0 }),
    ),
  );
  return { shapes, loaded_runs: counts.reduce((sum, { runs }) => sum + runs, 0) };
}

/** A shape that writes no runs is there when its scenario is. */
export async function describeShape(
  { project_id }: Context,
  sql: Sql,
  { shape, loaded_runs }: { shape: SampleShape; loaded_runs: number },
): Promise<SampleFacts> {
  const histories = SHAPES[shape]();
  const runs = histories.reduce((sum, { batches, runs_per_batch }) => sum + batches * runs_per_batch, 0);
  const [first] = histories;
  const isListed =
    runs === 0 &&
    first !== undefined &&
    (await seeds.findScenarioNamed(sql, { project_id, name: first.work.scenario.name })) !== null;
  const description = SHAPE_DESCRIPTIONS[shape];
  return {
    shape,
    description: `${description.charAt(0).toUpperCase()}${description.slice(1)}`,
    scenarios: histories.length,
    runs,
    is_loaded: loaded_runs > 0 || isListed,
    loaded_runs,
  };
}
