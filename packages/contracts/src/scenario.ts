import { z } from "zod";
import { ScenarioChats } from "./chat-conversation.ts";
import { PromptSettings } from "./prompt-settings.ts";
import { ScenarioSlos } from "./scenario-slo.ts";
import { Provider, TimeoutOverrides } from "./target.ts";
import { Description, Id, Inputs, Instant, JsonValue, Name } from "./text.ts";

/** How each run of a scenario is executed and judged. */
export const RunSettings = z
  .strictObject({
    transport: z
      .enum(["sse", "async"])
      .default("sse")
      .meta({ description: "sse: run-sse, a stream. async: run-async, then polling; no time to first action." }),
    poll_interval_ms: z.int().min(10).max(60_000).default(2_000),
    concurrency: z
      .int()
      .min(1)
      .max(256)
      .default(1)
      .meta({ description: "Runs of one batch that are open at the same time." }),
    start_spread_ms: z
      .int()
      .min(0)
      .max(60_000)
      .default(100)
      .meta({ description: "The first runs of a closed batch start spread over this window; 0 is all at once." }),
    timeouts: TimeoutOverrides.default({}).meta({ description: "Overrides of the target's timeouts." }),
    prompts: PromptSettings.optional().meta({
      description: "Of OpenAI-compatible and Anthropic endpoints. Left out: every run sends a prompt of its own.",
    }),
    chats: ScenarioChats.optional().meta({ description: "Of the same endpoints. Left out: every run stands alone." }),
    guards: z.enum(["on", "off"]).default("on"),
    allow_empty: z.boolean().default(false).meta({ description: "An empty result is not held against the run." }),
  })
  .refine(({ chats, prompts }) => chats === undefined || (chats.conversations ?? prompts?.synthetic) !== undefined, {
    path: ["chats", "conversations"],
    message: "must be given where no prompts.synthetic make up what the user says",
  });
export type RunSettings = z.infer<typeof RunSettings>;

const slos = ScenarioSlos.meta({
  description:
    "Service level objectives in the language of tfbench run: limits of single runs (ttft_ms < 200), and of all attempted runs (p95(response_ms) < 800, success >= 0.9, error <= 0.01, attainment >= 0.95).",
});

export const CreateScenario = z.strictObject({
  name: Name,
  automation_id: Id,
  target_id: Id.nullable().default(null).meta({
    description:
      "null or left out: whichever target is the default of the automation's provider when a batch is triggered.",
  }),
  description: Description.nullable().default(null),
  inputs_template: Inputs.default({}),
  run_settings: RunSettings.prefault({}),
  slos: slos.default([]),
});
export type CreateScenario = z.infer<typeof CreateScenario>;

export const UpdateScenario = z.strictObject({
  name: Name.optional(),
  automation_id: Id.optional(),
  target_id: Id.nullable().optional(),
  description: Description.nullable().optional(),
  inputs_template: Inputs.optional(),
  run_settings: RunSettings.optional(),
  slos: slos.optional(),
  archived: z.boolean().optional(),
});
export type UpdateScenario = z.infer<typeof UpdateScenario>;

/** An automation made measurable. */
export const Scenario = z.object({
  id: Id,
  name: z.string(),
  automation_id: Id,
  automation_name: z.string(),
  provider: Provider.meta({ description: "That of its automation." }),
  target_id: Id.nullable(),
  target_name: z.string().meta({
    description:
      "The target's name; that of its provider's default target when target_id is null, and empty where there is none.",
  }),
  description: z.string().nullable(),
  inputs_template: z.record(z.string(), JsonValue),
  run_settings: RunSettings,
  slos: z.array(z.string()),
  archived_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
});
export type Scenario = z.infer<typeof Scenario>;
