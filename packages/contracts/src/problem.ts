import { z } from "zod";
import { ERROR_CODES } from "./error.ts";

/** RFC 9457 problem document: the body of every answer that is not a success. */
export const Problem = z.object({
  type: z.string().meta({ description: "Always about:blank; branch on code." }),
  title: z.string(),
  status: z.int(),
  code: z.enum(ERROR_CODES),
  message: z.string().meta({ description: "What happened, and where." }),
  hint: z.string().nullable().meta({ description: "What to do." }),
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
  details: z.record(z.string(), z.unknown()).nullable(),
  request_id: z.string(),
});
export type Problem = z.infer<typeof Problem>;
