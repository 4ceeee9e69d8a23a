import { z } from "zod";

/** What a comparison concluded. `same` is within the region that matters, 5 % or 5 points. */
export const ChangeVerdict = z.enum(["better", "worse", "same", "too_few"]);
export type ChangeVerdict = z.infer<typeof ChangeVerdict>;

const end = (which: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${which} end of the 95 % interval; null where the data leave it open.` });

/** A change with its 95 % interval: a log-ratio for times and costs, a difference of shares for rates. Positive is worse. */
export const ChangeEstimate = z.object({
  verdict: ChangeVerdict,
  e: z.number().nullable().meta({ description: "The estimate; null where nothing could be compared." }),
  low: end("Lower"),
  high: end("Upper"),
});
export type ChangeEstimate = z.infer<typeof ChangeEstimate>;

/** A change in words and in numbers. */
export const Change = ChangeEstimate.extend({
  sentence: z.string(),
  unit: z.enum(["log_ratio", "points"]),
  n_before: z.int().min(0),
  n_after: z.int().min(0),
  needed: z.int().nullable().meta({
    description:
      "For too few samples: runs a side that would settle it at the present spread; null beyond 10 times as many.",
  }),
  tail: ChangeEstimate.nullable().meta({
    description:
      "The change of p95, for times; null where p95 is unknown. The verdict is never better or same while the tail is worse or unknown.",
  }),
});
export type Change = z.infer<typeof Change>;
