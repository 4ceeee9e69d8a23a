import { seeds } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { SHAPES } from "./sample-shapes.ts";
import { writeShape } from "./write-shape.ts";
import type { WrittenShape } from "./write-shape.ts";

/** Writes the sample scenarios and their week of history the first time it is called in a project's life; null after that. */
export async function seedOnce(ctx: Context): Promise<WrittenShape | null> {
  return ctx.db.transaction(async (tx) => {
    if (!(await seeds.claimSamples(tx, ctx.project_id))) return null;
    const written = await writeShape(ctx, tx, { name: "demo", histories: SHAPES.demo(), seed: 1 });
    await recordAudit(ctx, tx, {
      action: "seed",
      noun: "project",
      noun_id: ctx.project_id,
      details: { shape: "demo", runs: written.runs },
    });
    return written;
  });
}
