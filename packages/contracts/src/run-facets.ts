import { z } from "zod";
import { PartOfLoad } from "./load-part.ts";
import { VerdictStand } from "./run.ts";
import { Goal, Origin, RunStatus } from "./status.ts";
import { Id } from "./text.ts";

const count = z.int().min(0);
const facetOf = <T extends z.ZodType>(item: T) =>
  z.object({
    values: z.array(item).meta({ description: "At most 50, the most frequent first." }),
    more: z.boolean().meta({ description: "Whether there are further values." }),
    distinct: count.meta({ description: "How many values there are, those left out counted." }),
  });
const valuesOf = <T extends z.ZodType>(value: T) => facetOf(z.object({ value, count }));
const NamedFacet = facetOf(z.object({ id: Id, name: z.string(), count }));

/** How many runs each value of a filter would leave: counted with every other filter, without its own. */
export const RunFacets = z.object({
  total: count.meta({ description: "Runs that pass every filter." }),
  status: valuesOf(RunStatus),
  goal: valuesOf(Goal),
  origin: valuesOf(Origin),
  reason_code: valuesOf(z.string()),
  tag: valuesOf(z.string()),
  verdict: valuesOf(VerdictStand).meta({
    description: "Runs that a person judged, by how that stands to the automatic goal.",
  }),
  load_part: valuesOf(PartOfLoad).meta({
    description: "Runs of warm-ups and cool-downs, which are in no figure, and all others: measured.",
  }),
  scenario: NamedFacet,
  automation: NamedFacet,
  target: NamedFacet,
});
export type RunFacets = z.infer<typeof RunFacets>;
