import { z } from "zod";

const MOST_RUNS = 10_000_000;
/** Of one batch of a server; a load from the command line may have more. */
export const MOST_RUNS_OF_BATCH = 10_000;
const MOST_IN_FLIGHT = 16_384;
const runs = z.int().min(1).max(MOST_RUNS);
const durationMs = z.number().positive().max(604_800_000);
const rate = z.number().positive().max(100_000);
const Arrivals = z.enum(["constant", "poisson"]).default("constant");

/** At most `concurrency` runs are open; the next starts when one ends, and none after `duration_ms`. */
export const ClosedLoad = z.strictObject({
  kind: z.literal("closed"),
  runs,
  concurrency: z.int().min(1).max(MOST_IN_FLIGHT),
  start_spread_ms: z.int().min(0).max(60_000),
  duration_ms: durationMs.optional(),
});
export type ClosedLoad = z.infer<typeof ClosedLoad>;

/**
 * A run due while `max_in_flight` are open waits in order with its due time kept, or is dropped. Null: no ceiling.
 * The ceiling is one for all measuring threads; only that of chats is split over them.
 */
const ceiling = {
  max_in_flight: z.int().min(1).max(MOST_IN_FLIGHT).nullable().default(null),
  on_full: z.enum(["wait", "drop"]).default("wait"),
};
/** Whichever is reached first; one of them has to be given. */
const extent = { runs: runs.optional(), duration_ms: durationMs.optional() };

/** How many runs and when each starts. All kinds but `closed` are open: runs are due whether or not others have ended. */
export const LoadProfile = z
  .discriminatedUnion("kind", [
    /** Where a duration ends it, the number of runs may be left open. */
    ClosedLoad.extend({ runs: runs.optional() }),
    z.strictObject({ kind: z.literal("constant"), rate_per_second: rate, ...extent, ...ceiling }),
    z.strictObject({ kind: z.literal("poisson"), rate_per_second: rate, ...extent, ...ceiling }),
    /** Gaps are gamma-distributed with this shape: 1 is Poisson, less comes in clumps, more is more regular. */
    z.strictObject({
      kind: z.literal("gamma"),
      rate_per_second: rate,
      shape: z.number().min(0.01).max(1_000),
      ...extent,
      ...ceiling,
    }),
    /** `runs_per_burst` at once, again every `every_ms`. */
    z.strictObject({
      kind: z.literal("burst"),
      runs_per_burst: z.int().min(1).max(MOST_IN_FLIGHT),
      every_ms: z.number().positive().max(86_400_000),
      ...extent,
      ...ceiling,
    }),
    z.strictObject({
      kind: z.literal("stages"),
      stages: z
        .array(z.strictObject({ rate_per_second: z.number().min(0).max(100_000), duration_ms: durationMs }))
        .min(1)
        .max(1_000),
      arrivals: Arrivals,
      ...ceiling,
    }),
    z.strictObject({
      kind: z.literal("ramp"),
      curve: z.enum(["linear", "exponential"]),
      from_per_second: rate,
      to_per_second: rate,
      duration_ms: durationMs,
      arrivals: Arrivals,
      ...ceiling,
    }),
    /** Due offsets of a recorded trace, in order. */
    z.strictObject({
      kind: z.literal("replay"),
      due_offsets_ms: z.array(z.number().min(0)).min(1).max(MOST_RUNS),
      ...ceiling,
    }),
  ])
  .superRefine((profile, context) => {
    if ("rate_per_second" in profile || profile.kind === "burst" || profile.kind === "closed") {
      if (profile.runs === undefined && profile.duration_ms === undefined)
        context.addIssue({ code: "custom", path: ["runs"], message: "Give runs, duration_ms or both." });
    }
    if (profile.kind === "replay" && profile.due_offsets_ms.some((at, index, all) => at < (all[index - 1] ?? 0)))
      context.addIssue({ code: "custom", path: ["due_offsets_ms"], message: "Due offsets have to be in order." });
  });
export type LoadProfile = z.infer<typeof LoadProfile>;
