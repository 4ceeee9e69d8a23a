import { z } from "zod";
import { Provider } from "./target.ts";
import { Description, Id, Inputs, Instant, JsonObject, JsonValue, Name, text } from "./text.ts";

/** The work we ask for. `request` is the provider's own body; `{{name}}` in any string of it is filled from inputs. */
export const CreateAutomation = z.strictObject({
  name: Name,
  provider: Provider.default("tinyfish"),
  request: JsonObject.optional().meta({ description: 'Left out: {"url":"{{url}}","goal":"{{goal}}"}' }),
  tinyfish_automation_id: text({ max: 255 })
    .nullable()
    .default(null)
    .meta({ description: "A label of yours, kept from the first version; never sent." }),
  description: Description.nullable().default(null),
  default_inputs: Inputs.default({}),
});
export type CreateAutomation = z.infer<typeof CreateAutomation>;

export const UpdateAutomation = z.strictObject({
  name: Name.optional(),
  request: JsonObject.optional(),
  tinyfish_automation_id: text({ max: 255 }).nullable().optional(),
  description: Description.nullable().optional(),
  default_inputs: Inputs.optional(),
  archived: z.boolean().optional(),
});
export type UpdateAutomation = z.infer<typeof UpdateAutomation>;

export const Automation = z.object({
  id: Id,
  name: z.string(),
  provider: Provider,
  request: z.record(z.string(), JsonValue),
  tinyfish_automation_id: z.string().nullable(),
  description: z.string().nullable(),
  default_inputs: z.record(z.string(), JsonValue),
  variables: z.array(z.string()).meta({ description: "The names that `request` asks for." }),
  archived_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
});
export type Automation = z.infer<typeof Automation>;
