import { z } from "zod";

/**
 * One message of a run's response stream. `kind` is the provider's own event type in its own spelling
 * (STARTED, PROGRESS, HEARTBEAT, COMPLETE ...), or one of ours: `malformed`, `poll`, `lookup`, `cancel`. Of LLM endpoints it is what the event brought: answer, reasoning, tool_call ...
 */
export const RunEvent = z.object({
  seq: z.int().min(0),
  offset_ms: z
    .number()
    .meta({ description: "Milliseconds from the run's start to the read that completed the event." }),
  kind: z.string(),
  bytes: z.int().min(0).meta({ description: "Bytes of the event's data as it came over the wire." }),
  data: z.string().meta({
    description:
      "The event's data as received; NUL and broken UTF-8 are shown as U+FFFD. Empty for LLM endpoints: what their events said is not kept.",
  }),
});
export type RunEvent = z.infer<typeof RunEvent>;
