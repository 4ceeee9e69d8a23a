import { text } from "@tfbench/contracts";
import { z } from "zod";
import { CatalogueCursor, Limit } from "../query-fields.ts";

/** Query of the lists of automations, scenarios and targets. */
export const CatalogueQuery = z.strictObject({
  cursor: CatalogueCursor.optional(),
  limit: Limit,
  search: text({ max: 500 }).optional().meta({ description: "Text in the name or description, whatever its case." }),
  archived: z.enum(["exclude", "include", "only"]).default("exclude"),
});
