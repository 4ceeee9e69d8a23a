import { z } from "zod";
import { ErrorForm, EventNaming, ExtraEvent, FailedRunHttp } from "./simulator-options.ts";

export const Outcome = z.enum([
  "completed",
  "goal_missed", // COMPLETED, the result says the goal was not met
  "blocked", // COMPLETED, the result says access was denied
  "empty", // COMPLETED, nothing in the result
  "failed",
  "cancelled", // by the provider
  "truncated", // the stream ends without COMPLETE; the run goes on
  "reset", // the connection is reset; the run goes on
  "stall", // silence until the run limit
  "rate_limited", // 429 instead of a run
  "http_500", // 500 instead of a run
]);
export type Outcome = z.infer<typeof Outcome>;

const Ms = z.number().min(0).max(3_600_000);
const Text = z.string().max(10_000);
const ErrorStatus = z.int().min(400).max(599);

const ScriptedEvent = z.union([
  z.strictObject({ at_ms: Ms, event: z.record(z.string(), z.json()) }),
  z.strictObject({ at_ms: Ms, raw: z.string().max(4_194_304) }),
  z.strictObject({ at_ms: Ms, base64: z.base64() }),
]);

/** Faults of a later request about the run. `times` is how many requests meet them; all when left out. */
const RequestFault = z.strictObject({
  http_status: ErrorStatus.optional(),
  delay_ms: Ms.optional(),
  times: z.int().min(1).optional(),
});
export type RequestFault = z.infer<typeof RequestFault>;

const ScriptKeys = z.strictObject({
  outcome: Outcome.optional(),

  /** Timing, from the moment the run starts. */
  duration_ms: Ms.optional(),
  steps: z.int().min(0).max(500).optional(),
  first_event_ms: Ms.optional(),
  /** Gap before each of STARTED, STREAMING_URL, every PROGRESS, COMPLETE; replaces the three keys above. */
  event_delays_ms: z.array(Ms).max(503).optional(),
  queue_ms: Ms.optional(), // PENDING this long
  header_delay_ms: Ms.optional(),
  heartbeat_ms: z.union([z.literal(0), z.number().min(1).max(3_600_000)]).optional(), // 0: none
  break_at_ms: Ms.optional(), // where truncated, reset and stall begin; half-way when left out
  run_limit_ms: z.number().min(1).max(3_600_000).optional(),

  /** What the run says of itself. */
  num_of_steps: z.int().min(0).max(10_000).optional(),
  purposes: z.array(Text).min(1).max(500).optional(),
  result: z.json().optional(),
  result_bytes: z.int().min(0).max(16_777_216).optional(),
  profile_hint: z.enum(["auth_wall", "bot_challenge"]).optional(),
  error_code: z.string().min(1).max(100).optional(),
  error_category: z.enum(["SYSTEM_FAILURE", "AGENT_FAILURE", "BILLING_FAILURE", "UNKNOWN"]).optional(),
  error_message: Text.optional(),
  retry_after: z.int().min(0).optional(),
  help_url: Text.optional(),
  help_message: Text.optional(),

  /** The stream's form. */
  error_form: ErrorForm.optional(),
  naming: EventNaming.optional(),
  extra_events: z.array(ExtraEvent).max(100).optional(),
  events: z.array(ScriptedEvent).max(10_000).optional(),
  builtin_events: z.boolean().optional(), // false: only `events` are written
  streaming_url: z.boolean().optional(), // false: no STREAMING_URL event
  headers_with_first_event: z.boolean().optional(),
  join_events: z.boolean().optional(), // events due at one moment share one write
  split_bytes: z.int().min(1).max(65_536).optional(), // each event in pieces of this size
  line_ending: z.enum(["lf", "crlf", "cr"]).optional(),
  stall_heartbeats: z.boolean().optional(),
  truncate_with: z.enum(["end", "socket_close"]).optional(),
  keep_open: z.union([z.boolean(), Ms]).optional(), // after COMPLETE; true: until the client leaves
  cancel_emits_complete: z.boolean().optional(),

  /** Answers to the request that would create the run, and to later ones. */
  http_status: z.int().min(200).max(599).optional(),
  http_code: z.string().min(1).max(100).optional(),
  http_body: z.string().max(1_048_576).optional(),
  http_times: z.int().min(1).optional(), // only the first requests with this goal meet the fault
  retry_after_header: z.union([z.int().min(0), z.string().regex(/^[\x20-\x7e]{1,100}$/)]).optional(),
  html: z.boolean().optional(),
  redirect: z
    .string()
    .regex(/^[\x21-\x7e]{1,2000}$/)
    .optional(),
  failed_run_http: FailedRunHttp.optional(),
  lookup: RequestFault.optional(),
  cancel: RequestFault.optional(),
});

/** The JSON inside `[[simulate {...}]]` of a goal. */
export const Script = ScriptKeys.superRefine((script, context) => {
  const reject = (key: keyof typeof script, message: string) =>
    context.addIssue({ code: "custom", path: [key], message });

  if (script.event_delays_ms) {
    const fewest = script.streaming_url === false ? 2 : 3;
    if (script.event_delays_ms.length < fewest) reject("event_delays_ms", `needs at least ${fewest} gaps`);
    for (const key of ["duration_ms", "steps", "first_event_ms"] as const) {
      if (script[key] !== undefined) reject(key, "cannot stand beside event_delays_ms, which already says it");
    }
  }
  if (script.duration_ms !== undefined && (script.first_event_ms ?? 0) > script.duration_ms) {
    reject("first_event_ms", "must not exceed duration_ms");
  }
  if (script.result !== undefined && script.result_bytes !== undefined) {
    reject("result_bytes", "cannot stand beside result");
  }
});
export type Script = z.infer<typeof Script>;
