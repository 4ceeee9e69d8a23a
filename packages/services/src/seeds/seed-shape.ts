import type { Context } from "../context.ts";
import type { ShapeName } from "./sample-shapes.ts";
import { writeLarge } from "./write-large.ts";
import { writeSamples } from "./write-samples.ts";
import type { WrittenShape } from "./write-shape.ts";

const LARGE = { runs: 200_000, days: 30 };

/** Writes sample data of a named shape. The same seed and time of day give the same data; called again it adds to it. */
export async function seedShape(
  ctx: Context,
  name: ShapeName,
  { seed }: { seed: number } = { seed: 1 },
): Promise<WrittenShape> {
  if (name === "large") return writeLarge(ctx, { ...LARGE, seed });
  return ctx.db.transaction((tx) => writeSamples(ctx, tx, { shape: name, seed }));
}
