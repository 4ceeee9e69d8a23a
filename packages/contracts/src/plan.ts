import { z } from "zod";
import { Budget } from "./budget.ts";
import { CancellationSettings } from "./cancellation.ts";
import { LoadProfile } from "./load-profile.ts";
import { LoadTrace } from "./load-trace.ts";
import { RunSettings } from "./scenario.ts";
import { Origin } from "./status.ts";
import { Limits, Provider, Timeouts, VersionedPrices } from "./target.ts";
import { Id, JsonValue } from "./text.ts";

/** The frozen copy of all that a batch measures; later edits of scenario or target do not reach it. */
export const BatchPlan = z.object({
  provider: Provider,
  origin: Origin,
  scenario: z.object({ id: Id, name: z.string() }),
  automation: z.object({ id: Id, name: z.string() }),
  target: z.object({
    id: Id,
    name: z.string(),
    base_url: z.string(),
    credential: z.string().nullable(),
    limits: Limits,
    prices: VersionedPrices,
  }),
  request: z.record(z.string(), JsonValue).meta({ description: "The provider's body with every place filled." }),
  inputs: z.record(z.string(), JsonValue),
  timeouts: Timeouts,
  settings: RunSettings,
  load: LoadProfile,
  slos: z.array(z.string()).optional().meta({ description: "Left out where the scenario had none." }),
  budget: Budget.optional(),
  warm_up_runs: z.int().optional().meta({ description: "The first runs, or conversations; in no figure." }),
  warm_up_ms: z.number().optional().meta({ description: "What was due before this is in no figure." }),
  cool_down_ms: z
    .number()
    .optional()
    .meta({ description: "What was due within so long of the load's planned end is in no figure." }),
  grace_ms: z
    .int()
    .optional()
    .meta({ description: "How long runs may go on after the last start. Left out: as long as their timeouts allow." }),
  cancellation: CancellationSettings.optional().meta({
    description: "Runs that are broken off on purpose; they are in no rate.",
  }),
  seed: z.int().optional().meta({ description: "Random arrivals and prompts were drawn from it. Not of agents." }),
  run_count: z.int().min(1).optional().meta({ description: "Of an open load: how many runs it makes." }),
  trace: LoadTrace.optional().meta({ description: "Of a replay whose trace says how long its requests were." }),
  is_open_ended: z.literal(true).optional().meta({
    description: "Only its end tells how many runs it has: each is made when it starts.",
  }),
});
export type BatchPlan = z.infer<typeof BatchPlan>;
