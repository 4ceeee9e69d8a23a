import { z } from "zod";

/** How many runs and when each starts. Closed: at most `concurrency` are open, the next starts when one ends. */
export const LoadProfile = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("closed"),
    runs: z.int().min(1).max(10_000),
    concurrency: z.int().min(1).max(256),
    start_spread_ms: z.int().min(0).max(60_000),
  }),
]);
export type LoadProfile = z.infer<typeof LoadProfile>;
