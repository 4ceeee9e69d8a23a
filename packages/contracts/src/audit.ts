import { z } from "zod";
import { Id, Instant, JsonValue } from "./text.ts";

export const AuditFilter = z.object({
  noun: z
    .string()
    .regex(/^[a-z_]{1,32}$/, "is a noun such as scenario")
    .optional(),
  noun_id: Id.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Who changed what. */
export const AuditEntry = z.object({
  id: z.int().min(1),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  noun: z.string(),
  noun_id: z.int(),
  request_id: z.string().nullable(),
  details: z.record(z.string(), JsonValue),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
