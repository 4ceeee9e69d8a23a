import { z } from "zod";
import { SecretReference } from "./secret-reference.ts";
import { Id, Instant, Name } from "./text.ts";
import { BASE_ADDRESS } from "./web-address.ts";

/** A kind of system we can speak to. */
export const Provider = z.enum(["tinyfish", "openai", "anthropic", "http_sse"]);
export type Provider = z.infer<typeof Provider>;

const upTo = (mostMs: number) => z.int().min(1).max(mostMs);
const timeoutFields = {
  connect_ms: upTo(600_000),
  headers_ms: upTo(3_600_000),
  first_event_ms: upTo(3_600_000),
  idle_ms: upTo(3_600_000),
  total_ms: upTo(7_200_000),
};

/** One limit per phase; the outcome names the phase that ran out. Milliseconds. */
export const Timeouts = z.strictObject({
  connect_ms: timeoutFields.connect_ms.default(10_000),
  headers_ms: timeoutFields.headers_ms.default(60_000),
  first_event_ms: timeoutFields.first_event_ms.default(120_000),
  idle_ms: timeoutFields.idle_ms.default(300_000),
  total_ms: timeoutFields.total_ms.default(900_000),
});
export type Timeouts = z.infer<typeof Timeouts>;

/** Only the phases that differ. Not `Timeouts.partial()`: that would fill in the defaults of those left out. */
export const TimeoutOverrides = z.strictObject(timeoutFields).partial();
export type TimeoutOverrides = z.infer<typeof TimeoutOverrides>;

/** Limits of one target, shared by every batch and worker that uses it. */
export const Limits = z.strictObject({
  max_in_flight: z
    .int()
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .meta({ description: "Runs that may be open at the same time over all workers; null means no limit of ours." }),
});
export type Limits = z.infer<typeof Limits>;

const perMillion = (tokens: string) =>
  z
    .number()
    .min(0)
    .max(1_000_000)
    .nullable()
    .optional()
    .meta({ description: `US dollars per million ${tokens}; null or left out means unknown, which is not free.` });

/** What a target charges. A changed price is a new version; a run keeps the version it was priced with. */
export const Prices = z.strictObject({
  usd_per_step: z
    .number()
    .min(0)
    .max(1_000)
    .nullable()
    .default(null)
    .meta({ description: "Of agents. null means unknown, which is not free." }),
  usd_per_million_input_tokens: perMillion("input tokens of endpoints"),
  usd_per_million_output_tokens: perMillion("output tokens, those of reasoning included"),
  usd_per_million_cached_tokens: z
    .number()
    .min(0)
    .max(1_000_000)
    .nullable()
    .optional()
    .meta({ description: "Of input tokens that came from a cache; null or left out: they cost what others do." }),
  bills: z
    .enum(["all", "completed"])
    .default("all")
    .meta({ description: "Whether failed and cancelled runs cost their steps or tokens." }),
});
export type Prices = z.infer<typeof Prices>;

export const VersionedPrices = Prices.extend({ version: z.int().min(1), effective_at: Instant });
export type VersionedPrices = z.infer<typeof VersionedPrices>;

const NOT_A_BASE = "must be an http or https address without user, password, query or fragment";
const BaseUrl = z
  .string()
  .max(2_048)
  .regex(BASE_ADDRESS, { error: NOT_A_BASE, abort: true })
  .refine((value) => URL.canParse(value), NOT_A_BASE);

const targetFields = {
  name: Name,
  provider: Provider.default("tinyfish"),
  base_url: BaseUrl,
  credential: SecretReference.nullable().default(null),
  simulated: z.boolean().optional().meta({
    description:
      "Whether the far end is a simulator; decides the origin of its batches. Left out: true for the address of our own simulator.",
  }),
  limits: Limits.prefault({}),
  timeouts: Timeouts.prefault({}),
  prices: Prices.prefault({}),
};
export const CreateTarget = z.strictObject(targetFields);
export type CreateTarget = z.infer<typeof CreateTarget>;

export const UpdateTarget = z.strictObject({
  name: Name.optional(),
  base_url: BaseUrl.optional(),
  credential: SecretReference.nullable().optional(),
  simulated: z.boolean().optional(),
  limits: Limits.optional(),
  timeouts: Timeouts.optional(),
  prices: Prices.optional(),
  is_default: z
    .boolean()
    .optional()
    .meta({ description: "true: of its provider, in place of the one that is. false: its provider has none then." }),
  archived: z.boolean().optional(),
});
export type UpdateTarget = z.infer<typeof UpdateTarget>;

/** One configured instance of a provider. */
export const Target = z.object({
  id: Id,
  name: z.string(),
  provider: Provider,
  base_url: z.string(),
  credential: z.string().nullable(),
  simulated: z.boolean(),
  is_default: z
    .boolean()
    .meta({ description: "Scenarios of its provider that name no target run on it; each provider has at most one." }),
  builtin: z.enum(["simulator", "simulator_llm", "tinyfish"]).nullable().meta({
    description: "Set on targets the server keeps itself; their address and credential follow its configuration.",
  }),
  limits: Limits,
  timeouts: Timeouts,
  prices: VersionedPrices,
  archived_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
});
export type Target = z.infer<typeof Target>;
