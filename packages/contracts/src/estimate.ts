import { z } from "zod";

/** One number with what it rests on. `value` is null when there is nothing to say; `needed` is set when n is too small for it. */
export const Estimate = z.object({
  value: z.number().nullable(),
  n: z.int().min(0),
  low: z.number().nullable().meta({ description: "Lower end of the 95 % interval." }),
  high: z.number().nullable().meta({ description: "Upper end of the 95 % interval." }),
  needed: z
    .int()
    .nullable()
    .meta({ description: "Smallest n at which this percentile can be stated, when n is below it." }),
  estimator: z.enum(["type7", "sketch"]),
  relative_error: z
    .number()
    .nullable()
    .meta({ description: "Largest relative error of a sketch; null for raw values." }),
});
export type Estimate = z.infer<typeof Estimate>;

export const Percentiles = z.object({ p50: Estimate, p95: Estimate, p99: Estimate });
export type Percentiles = z.infer<typeof Percentiles>;

/** A share, always with what was divided by what, and the 95 % Wilson interval. */
export const Rate = z.object({
  value: z.number().nullable(),
  numerator: z.int().min(0),
  denominator: z.int().min(0),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Rate = z.infer<typeof Rate>;
