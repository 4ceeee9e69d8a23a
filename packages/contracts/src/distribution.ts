import { z } from "zod";
import { Estimate } from "./estimate.ts";

export const EcdfPoint = z.object({
  ms: z.number(),
  share: z.number().meta({ description: "Share of all attempted runs that took this long or less." }),
});
export type EcdfPoint = z.infer<typeof EcdfPoint>;

/** How long runs took, over all attempted: those without an end rank above every ended one. */
export const Distribution = z.object({
  n: z.int().min(0).meta({ description: "Attempted runs." }),
  ended: z.int().min(0).meta({ description: "Those with a duration; the curve ends at ended / n, in a shelf." }),
  ecdf: z.array(EcdfPoint).meta({ description: "At most 200 points, each exactly on the curve." }),
  p50: Estimate.meta({ description: "value null and needed null: not reached." }),
  p95: Estimate,
  p99: Estimate,
  histogram: z.array(z.object({ from_ms: z.number(), to_ms: z.number(), count: z.int().min(0) })),
});
export type Distribution = z.infer<typeof Distribution>;
