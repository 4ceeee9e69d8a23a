import { z } from "zod";
import { LlmOptions } from "./llm/llm-options.ts";

export const ExtraEvent = z.enum(["TF_API_RESULT", "ERROR", "malformed"]);
export type ExtraEvent = z.infer<typeof ExtraEvent>;

export const ErrorForm = z.enum(["object", "string"]);
export const EventNaming = z.enum(["snake", "both", "camel"]);
export type EventNaming = z.infer<typeof EventNaming>;
export const FailedRunHttp = z.union([z.literal(200), z.literal(500)]);

const Range = z
  .tuple([z.number().min(0), z.number().min(0)])
  .refine(([low, high]) => low <= high, "the first number must not exceed the second");

/** What a run does whose goal carries no script, and what a script leaves open. */
const DefaultBehaviour = z.strictObject({
  duration_ms: Range.default([500, 2000]),
  steps: Range.default([2, 6]),
  failed_share: z.number().min(0).max(1).default(0.08),
  goal_missed_share: z.number().min(0).max(1).default(0.08),
});

const Wallet = z.strictObject({
  starting_balance: z
    .string()
    .regex(/^-?\d{1,9}(\.\d{1,3})?$/)
    .default("1000.000"),
  price_per_step: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,3})?$/)
    .default("0.016"),
});

export const SimulatorOptions = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 takes any free port. */
  port: z.int().min(0).max(65535).default(0),
  seed: z.int().default(1),
  api_key: z.string().min(1).default("simulator-key"),
  /** Further valid keys. Each is an account of its own: runs of one are NOT_FOUND to another. */
  more_api_keys: z.array(z.string().min(1)).default([]),
  heartbeat_interval_ms: z.union([z.literal("off"), z.number().min(1)]).default(15_000),
  /** Per account. `queue` leaves the run PENDING until a slot is free, `reject` answers 429. */
  concurrency: z
    .strictObject({
      limit: z.int().min(1).nullable().default(null),
      mode: z.enum(["queue", "reject"]).default("queue"),
    })
    .prefault({}),
  default_behaviour: DefaultBehaviour.prefault({}),
  /** Runs without a script take no time at all. */
  zero_delay: z.boolean().default(false),
  /** The COMPLETE event's error: an object as both SDKs read it, or the string of the published OpenAPI. */
  error_form: ErrorForm.default("object"),
  /** `camel` is the oldest generation alone (runId, streamingUrl, resultJson); `both` adds those beside the snake_case names. */
  naming: EventNaming.default("snake"),
  failed_run_http: FailedRunHttp.default(200),
  extra_events: z.array(ExtraEvent).default([]),
  /** Dotted body paths, e.g. `agent_config.max_steps`; a body that sets one is answered 403 FORBIDDEN. */
  gated: z.array(z.string().min(1)).default([]),
  /** 402 with error.details.wallet_url, or 403 INSUFFICIENT_CREDITS. */
  out_of_credits: z.enum(["no", "payment_required", "forbidden"]).default("no"),
  wallet: z.union([z.literal("legacy"), Wallet]).prefault({}),
  /** What `use_vault` meets: `disabled` is 503 FORBIDDEN, `expired` is 401 UNAUTHORIZED. */
  vault: z.enum(["enabled", "disabled", "expired"]).default("enabled"),
  has_default_profile: z.boolean().default(true),
  /** The answer to cancelling a /run run: 403 FORBIDDEN, or 200 with the run left as it is. */
  cancel_sync_run: z.enum(["forbidden", "ignored"]).default("forbidden"),
  /** Whether a cancelled stream says COMPLETE with CANCELLED before it ends. */
  cancel_emits_complete: z.boolean().default(true),
  /** The platform's own limit on a run, after which it FAILs with TIMEOUT. */
  run_limit_ms: z.number().min(1).max(3_600_000).default(600_000),
  /** Finished runs beyond this number are forgotten, oldest first. */
  finished_runs_kept: z.int().min(1).default(50_000),
  max_body_bytes: z.int().min(1024).default(1_048_576),
  /** Waits before the second, third and fourth attempt. */
  webhook_retry_delays_ms: z.array(z.number().min(0)).default([1000, 2000, 4000]),
  llm: LlmOptions.prefault({}),
  truth_log_path: z.string().min(1).nullable().default(null),
  /** Ground-truth records kept in memory, newest; 0 keeps none. */
  truth_memory_records: z.int().min(0).default(100_000),
});
export type SimulatorOptions = z.input<typeof SimulatorOptions>;
export type ResolvedOptions = z.output<typeof SimulatorOptions>;
