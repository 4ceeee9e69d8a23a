import { z } from "zod";

export const TargetTestStep = z.object({
  name: z
    .enum(["resolve", "connect", "tls", "credential", "answer"])
    .meta({ description: "In this order; those that do not apply or were not reached are left out." }),
  ok: z.boolean(),
  ms: z.number().min(0),
  sentence: z.string().meta({ description: "What happened and, where it failed, what to do." }),
});
export type TargetTestStep = z.infer<typeof TargetTestStep>;

/** Whether a target can be reached and takes its key, step by step. No run was started. */
export const TargetTest = z.object({ ok: z.boolean(), steps: z.array(TargetTestStep) });
export type TargetTest = z.infer<typeof TargetTest>;
