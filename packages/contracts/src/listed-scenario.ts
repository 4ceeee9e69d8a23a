import type { z } from "zod";
import { Batch } from "./batch.ts";
import { Scenario } from "./scenario.ts";

/** A scenario as lists have it. */
export const ListedScenario = Scenario.extend({
  last_batch: Batch.pick({
    id: true,
    status: true,
    run_count: true,
    is_counted: true,
    counts: true,
    validity_verdict: true,
    created_at: true,
    finished_at: true,
  })
    .nullable()
    .meta({ description: "The newest batch of it; null where it never ran." }),
});
export type ListedScenario = z.infer<typeof ListedScenario>;
