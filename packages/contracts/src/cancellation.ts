import { z } from "zod";

const milliseconds = z.number().min(0).max(86_400_000);

/** One time, or a time drawn evenly between two. */
export const RangeMs = z.union([
  milliseconds,
  z
    .strictObject({ from: milliseconds, to: milliseconds })
    .refine(({ from, to }) => from <= to, { path: ["to"], message: "must be at least from" }),
]);
export type RangeMs = z.infer<typeof RangeMs>;

/** As a load asks for it. */
export const AskedCancellation = z.strictObject({
  share: z.number().gt(0).max(1).meta({ description: "Of the runs; 0.1 is every tenth." }),
  after_ms: RangeMs.meta({ description: "From a run's start." }),
});
export type AskedCancellation = z.infer<typeof AskedCancellation>;

/** A share of the runs is broken off, each after a time drawn evenly between the two from its start. */
export const CancellationSettings = z.object({
  share: z.number().min(0).max(1),
  after_ms: z.object({ from: z.number().min(0), to: z.number().min(0) }),
});
export type CancellationSettings = z.infer<typeof CancellationSettings>;
