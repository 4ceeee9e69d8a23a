import { seeds } from "@tfbench/store";
import type { Context } from "../context.ts";
import { writeSamples } from "./write-samples.ts";
import type { WrittenShape } from "./write-shape.ts";

/** Writes the sample scenarios and their week of history the first time it is called in a project's life; null after that. */
export async function seedOnce(ctx: Context): Promise<WrittenShape | null> {
  return ctx.db.transaction(async (tx) => {
    if (!(await seeds.claimSamples(tx, ctx.project_id))) return null;
    return writeSamples(ctx, tx, { shape: "demo", seed: 1 });
  });
}
