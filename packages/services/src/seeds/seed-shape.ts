import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { SHAPES } from "./sample-shapes.ts";
import type { ShapeName } from "./sample-shapes.ts";
import { writeLarge } from "./write-large.ts";
import { writeShape } from "./write-shape.ts";
import type { WrittenShape } from "./write-shape.ts";

const LARGE = { runs: 200_000, days: 30 };

/** Writes sample data of a named shape. The same seed and time of day give the same data; called again it adds to it. */
export async function seedShape(
  ctx: Context,
  name: ShapeName,
  { seed }: { seed: number } = { seed: 1 },
): Promise<WrittenShape> {
  if (name === "large") return writeLarge(ctx, { ...LARGE, seed });
  return ctx.db.transaction(async (tx) => {
    const written = await writeShape(ctx, tx, { name, histories: SHAPES[name](), seed });
    await recordAudit(ctx, tx, {
      action: "seed",
      noun: "project",
      noun_id: ctx.project_id,
      details: { shape: name, runs: written.runs },
    });
    return written;
  });
}
