import { z } from "zod";

/** When a load starts no more runs; those that are open go on. Left out: no such limit. */
export const Budget = z.strictObject({
  max_errors: z.int().min(1).optional().meta({ description: "Failed runs after which no more start." }),
  max_error_rate: z
    .number()
    .min(0)
    .lt(1)
    .optional()
    .meta({ description: "Failed share beyond which no more runs start, judged from the 20th on." }),
  max_usd: z.number().positive().optional().meta({ description: "Spending after which no more runs start." }),
});
export type Budget = z.infer<typeof Budget>;
