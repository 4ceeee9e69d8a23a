import { z } from "zod";
import { SecretReference } from "./secret-reference.ts";
import { JsonObject, text } from "./text.ts";
import { PAGE_ADDRESS, SECURE_ADDRESS } from "./web-address.ts";

const address = (pattern: RegExp, message: string) =>
  z
    .string()
    .max(8_192)
    .regex(pattern, { error: message, abort: true })
    .refine((value) => URL.canParse(value), message);
const WebAddress = address(PAGE_ADDRESS, "must be an address with its scheme, http or https");
const HttpsAddress = address(SECURE_ADDRESS, "must be an https address");

const isReferenceOrPlain = (value: string): boolean =>
  !value.startsWith("env:") || SecretReference.safeParse(value).success;
// Patterns rather than functions, so that the OpenAPI document carries them too.
const WITHOUT_USER = /^[^@]*$/;
const REFERENCE_OR_PLAIN = /^(?!env:)|^env:[A-Za-z_][A-Za-z0-9_]{0,127}$/;

const ProxyConfig = z
  .strictObject({
    enabled: z.boolean(),
    type: z.enum(["tetra", "custom"]).optional().meta({ description: "tetra when left out." }),
    country_code: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be two capital letters, as in ISO 3166-1")
      .optional(),
    url: text({ min: 1, max: 2_048 })
      .regex(WITHOUT_USER, "must not hold a user or password: give username and password")
      .optional()
      .meta({ description: "Address of a custom proxy, without user and password." }),
    username: text({ max: 1_024 })
      .regex(REFERENCE_OR_PLAIN, {
        error: "must be a name, or env:NAME with an environment variable of the worker",
        abort: true,
      })
      .refine(isReferenceOrPlain, "this variable holds a secret of the server itself")
      .optional()
      .meta({ description: "A name, which is kept and shown, or env:NAME." }),
    password: SecretReference.optional().meta({
      description:
        "env:NAME, an environment variable of the worker that holds the password. The password itself is refused, and so is a place: inputs are kept and shown.",
    }),
  })
  .superRefine((proxy, issues) => {
    if (proxy.type === "custom") {
      if (proxy.url === undefined)
        issues.addIssue({ code: "custom", path: ["url"], message: "is needed when type is custom" });
      if (proxy.country_code !== undefined)
        issues.addIssue({ code: "custom", path: ["country_code"], message: "belongs to type tetra only" });
      return;
    }
    for (const name of ["url", "username", "password"] as const) {
      if (proxy[name] !== undefined)
        issues.addIssue({ code: "custom", path: [name], message: "belongs to type custom only" });
    }
  });

const AgentConfig = z.strictObject({
  mode: z.enum(["default", "strict"]).optional(),
  max_steps: z.int().min(1).max(500).optional(),
  max_duration_seconds: z.int().min(1).max(2_147_483_647).optional(),
  cursor_style: z.enum(["fish", "standard", "green-pointer"]).optional(),
});

const CaptureConfig = z.strictObject({
  elements: z.boolean().optional(),
  snapshots: z.boolean().optional(),
  screenshots: z.boolean().optional(),
  recording: z.boolean().optional(),
  html: z.boolean().optional(),
});

const MAX_SCHEMA_BYTES = 64 * 1024;
const MAX_SCHEMA_LEVELS = 10;

const levelsOf = (value: unknown): number => {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, levelsOf(item)), 0);
};

const OutputSchema = z
  .union([z.boolean(), JsonObject])
  .refine((schema) => levelsOf(schema) <= MAX_SCHEMA_LEVELS, `must be at most ${MAX_SCHEMA_LEVELS} levels deep`)
  .refine(
    (schema) => new TextEncoder().encode(JSON.stringify(schema)).length <= MAX_SCHEMA_BYTES,
    "must be at most 64 KB as JSON",
  );

/** Body of TinyFish's run, run-async and run-sse: every field the service documents, and nothing else. */
export const TinyfishRequest = z
  .strictObject({
    url: WebAddress,
    goal: text({ min: 1, max: 100_000 }),
    browser_profile: z.enum(["lite", "stealth"]).optional(),
    proxy_config: ProxyConfig.optional(),
    agent_config: AgentConfig.optional(),
    capture_config: CaptureConfig.optional(),
    api_integration: text({ min: 1, max: 255 }).optional(),
    webhook_url: HttpsAddress.optional(),
    output_schema: OutputSchema.optional(),
    use_vault: z.boolean().optional(),
    credential_item_ids: z
      .array(text({ min: 1, max: 1_024 }))
      .min(1)
      .max(100)
      .optional(),
    use_profile: z.boolean().optional(),
    profile_id: text({ min: 1, max: 255 }).optional(),
  })
  .superRefine((request, issues) => {
    if (request.profile_id !== undefined && request.use_profile !== true) {
      issues.addIssue({ code: "custom", path: ["profile_id"], message: "needs use_profile to be true" });
    }
    if (request.credential_item_ids !== undefined && request.use_vault !== true) {
      issues.addIssue({ code: "custom", path: ["credential_item_ids"], message: "needs use_vault to be true" });
    }
  });
export type TinyfishRequest = z.infer<typeof TinyfishRequest>;
