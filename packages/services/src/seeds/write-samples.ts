import type { SampleShape } from "@tfbench/contracts";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { SHAPES } from "./sample-shapes.ts";
import { writeShape } from "./write-shape.ts";
import type { WrittenShape } from "./write-shape.ts";

/** Writes one shape with its audit row, in the caller's transaction. */
export async function writeSamples(
  ctx: Context,
  tx: Sql,
  { shape, seed }: { shape: SampleShape; seed: number },
): Promise<WrittenShape> {
  const written = await writeShape(ctx, tx, { name: shape, histories: SHAPES[shape](), seed });
  await recordAudit(ctx, tx, {
    action: "seed",
    noun: "project",
    noun_id: ctx.project_id,
    details: { shape, runs: written.runs },
  });
  return written;
}
