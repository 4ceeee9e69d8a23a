import { z } from "zod";
import { Id } from "./text.ts";

/** Which runs a filter leaves, all of them as of one moment. */
export const RunIds = z.object({
  total: z.int().min(0),
  ids: z.array(Id).meta({ description: "The newest first." }),
});
export type RunIds = z.infer<typeof RunIds>;
