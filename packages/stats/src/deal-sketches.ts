import { LogHistogram } from "./log-histogram.ts";
import { mergeEncodedInto } from "./log-histogram-encoding.ts";
import { mulberry32 } from "./mulberry32.ts";

/** More runs than this are dealt into as many groups: the cost of a bootstrap then stops growing with the runs. */
export const LARGEST_BOOTSTRAP = 200;

/** The values of many runs: pooled, and in the units a bootstrap draws. */
export type DealtSketches = { runs: number; pooled: LogHistogram; units: LogHistogram[] };

/**
 * Pools encoded LogHistograms, one per run. Up to 200 runs are a unit each; above that they are dealt at random into 200
 * groups of equal size, give or take one run. The spread of a sum over such groups is in expectation that of the sum
 * over the runs. `seed` is a whole number and settles the dealing. Throws when a sketch is corrupt.
 */
export function dealSketches(sketches: readonly Uint8Array[], seed: number): DealtSketches {
  const runs = sketches.length;
  const hands = Math.min(runs, LARGEST_BOOTSTRAP);
  const order = runs > hands ? shuffled(sketches, seed) : sketches;
  const pooled = new LogHistogram();
  const units = Array.from({ length: hands }, (_, hand) => {
    const unit = new LogHistogram();
    const dealt = order.slice(Math.floor((hand * runs) / hands), Math.floor(((hand + 1) * runs) / hands));
    for (const sketch of dealt) mergeEncodedInto(unit, sketch);
    pooled.merge(unit);
    return unit;
  });
  return { runs, pooled, units };
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = mulberry32(seed);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
