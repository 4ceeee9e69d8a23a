import { z } from "zod";
import { RunSettings } from "./scenario.ts";
import { Origin } from "./status.ts";
import { Provider, Timeouts } from "./target.ts";
import { Id, Inputs, JsonObject, JsonValue } from "./text.ts";

const draftFields = ["automation", "target_id", "inputs_template", "run_settings"] as const;

/** What to preview: a scenario as it is stored, or an automation (and what a scenario would add) that need not be. */
export const PreviewRun = z
  .strictObject({
    scenario_id: Id.optional(),
    automation: z
      .strictObject({
        provider: Provider.default("tinyfish"),
        request: JsonObject,
        default_inputs: Inputs.default({}),
      })
      .optional(),
    target_id: Id.nullable()
      .optional()
      .meta({ description: "null or left out: the default target of the automation's provider." }),
    inputs_template: Inputs.optional(),
    run_settings: RunSettings.optional(),
    inputs: Inputs.default({}),
    count: z.int().min(1).max(10_000).default(1).meta({ description: "How many runs the estimate is for." }),
  })
  .superRefine((preview, issues) => {
    if (preview.scenario_id === undefined) {
      if (preview.automation !== undefined) return;
      issues.addIssue({ code: "custom", path: ["scenario_id"], message: "is required, or else automation is" });
      return;
    }
    for (const field of draftFields) {
      if (preview[field] === undefined) continue;
      issues.addIssue({ code: "custom", path: [field], message: "cannot be given beside scenario_id" });
    }
  });
export type PreviewRun = z.infer<typeof PreviewRun>;

/** The request that a trigger would send now. Nothing was written or sent. */
export const RunPreview = z.object({
  method: z.string(),
  url: z.string(),
  headers: z
    .record(z.string(), z.string())
    .meta({ description: "A secret stands as the variable it is read from: `env:NAME, hidden`." }),
  body: JsonValue.meta({ description: "A place without a value stands as it is written." }),
  runs_on: z.object({ target_id: Id, name: z.string(), origin: Origin }),
  timeouts: Timeouts,
  count: z.int().min(1),
  estimated_cost_usd: z
    .number()
    .nullable()
    .meta({ description: "For `count` runs; null when the target's price is not known." }),
  usd_per_step: z.number().nullable(),
  steps_per_run: z.number().nullable().meta({ description: "What the estimate counts with; null for endpoints." }),
  steps_are: z.enum(["median", "limit"]).meta({
    description:
      "median: of the scenario's earlier real runs. limit: the most steps a run is allowed, so the estimate is an upper bound.",
  }),
  input_tokens: z.int().min(0).nullable().meta({
    description: "About how many tokens the prompt has, by the o200k vocabulary; null for agents and event streams.",
  }),
  unknown_names: z.array(z.string()).meta({ description: "Given, but not used by the request." }),
  missing_names: z.array(z.string()).meta({ description: "Used by the request, but not given." }),
  curl: z.string().meta({ description: "The same request for a shell; the key is named, never written." }),
});
export type RunPreview = z.infer<typeof RunPreview>;
