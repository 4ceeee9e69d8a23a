import { z } from "zod";
import { CONFIDENCE, LOOKS, MOST_LEVELS, MOST_LOOKS } from "../levels/level-limits.ts";

/** A load in a file may name several levels of itself. */
export const ScenarioSweep = z.union([
  z.strictObject({ concurrency: z.array(z.int().min(1).max(16_384)).min(2).max(MOST_LEVELS) }),
  z.strictObject({ rate: z.array(z.number().positive().max(100_000)).min(2).max(MOST_LEVELS) }),
]);

const searching = {
  confidence: z.number().min(0.5).lt(1).default(CONFIDENCE),
  loads_per_level: z
    .int()
    .min(1)
    .max(MOST_LOOKS)
    .default(LOOKS)
    .meta({ description: "Loads a level may take before it counts as not shown." }),
};
export const ScenarioSearch = z
  .union([
    z.strictObject({ concurrency: z.strictObject({ from: z.int().min(1), to: z.int().max(16_384) }), ...searching }),
    z.strictObject({
      rate: z.strictObject({ from: z.number().positive(), to: z.number().max(100_000) }),
      ...searching,
    }),
  ])
  .refine((search) => ("rate" in search ? isRange(search.rate) : isRange(search.concurrency)), {
    message: "must go from a lower to a higher level",
  });
const isRange = ({ from, to }: { from: number; to: number }): boolean => from < to;
