import { z } from "zod";
import { isLoopbackHost } from "./loopback-host.ts";
import { findSchemaProblem } from "./output-schema.ts";

const HttpUrl = z
  .string()
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), "must be a URL with its scheme");

/** https as documented; plain http to this machine too, because that is where the simulator delivers. */
const WebhookUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
}, "must be an https URL");

const ProxyConfig = z
  .object({
    enabled: z.boolean(),
    type: z.enum(["tetra", "custom"]).default("tetra"),
    country_code: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be a two-letter country code")
      .optional(),
    url: z.string().min(1).optional(),
    username: z.string().optional(),
    password: z.string().optional(),
  })
  .refine((proxy) => proxy.type !== "custom" || proxy.url !== undefined, {
    path: ["url"],
    message: "is required when type is custom",
  });

const OutputSchema = z.unknown().superRefine((schema, context) => {
  const problem = findSchemaProblem(schema);
  if (problem) context.addIssue({ code: "custom", path: problem.path, message: problem.message });
});

/** The body of run, run-async, run-sse and of each run of run-batch. Keys nobody documented are ignored. */
export const CreateRunBody = z
  .object({
    url: HttpUrl,
    goal: z.string().min(1),
    browser_profile: z.enum(["lite", "stealth"]).optional(),
    proxy_config: ProxyConfig.optional(),
    api_integration: z.string().optional(),
    feature_flags: z.object({ enable_agent_memory: z.boolean().optional() }).optional(),
    agent_config: z
      .object({
        mode: z.enum(["default", "strict"]).optional(),
        max_steps: z.int().min(1).max(500).optional(),
        max_duration_seconds: z.int().min(1).optional(),
        cursor_style: z.enum(["fish", "standard", "green-pointer"]).optional(),
      })
      .optional(),
    capture_config: z
      .object({
        elements: z.boolean().optional(),
        snapshots: z.boolean().optional(),
        screenshots: z.boolean().optional(),
        recording: z.boolean().optional(),
        html: z.boolean().optional(),
      })
      .optional(),
    webhook_url: WebhookUrl.optional(),
    use_vault: z.boolean().optional(),
    credential_item_ids: z.array(z.string().min(1)).min(1).optional(),
    use_profile: z.boolean().optional(),
    profile_id: z.string().trim().min(1).optional(),
    output_schema: OutputSchema.optional(),
  })
  .superRefine((body, context) => {
    if (body.profile_id !== undefined && body.use_profile !== true) {
      context.addIssue({ code: "custom", path: ["profile_id"], message: "needs use_profile to be true" });
    }
    if (body.credential_item_ids !== undefined && body.use_vault !== true) {
      context.addIssue({ code: "custom", path: ["credential_item_ids"], message: "needs use_vault to be true" });
    }
  });
export type CreateRunBody = z.infer<typeof CreateRunBody>;
