import { z } from "zod";
import { LiveKind } from "./health.ts";
import { Instant } from "./text.ts";

export const SystemCheck = z.object({
  name: z.string(),
  state: z.enum(["ok", "warn", "fail"]),
  sentence: z.string(),
  what_to_do: z.string().nullable(),
});
export type SystemCheck = z.infer<typeof SystemCheck>;

/** The state of an installation, without any secret. */
export const System = z.object({
  version: z.string(),
  started_at: Instant,
  now: Instant,
  mock_mode: z.boolean(),
  database: z.object({
    kind: z.enum(["pglite", "postgresql"]),
    server_version: z.string(),
    size_bytes: z.number(),
    tables: z.array(
      z.object({
        name: z.string(),
        rows_estimate: z.number().nullable().meta({ description: "null until the table was analysed." }),
        size_bytes: z.number(),
      }),
    ),
  }),
  queue: z.object({
    queued_batches: z.int(),
    queued_runs: z.int(),
    running_runs: z.int(),
    oldest_queued_at: Instant.nullable(),
  }),
  workers: z.array(
    z.object({
      id: z.string(),
      started_at: Instant,
      last_seen_at: Instant,
      running_batches: z.int(),
      in_flight_runs: z.int(),
      is_alive: z.boolean().meta({ description: "Seen within the last minute." }),
    }),
  ),
  live_fan_out: z.object({ kind: LiveKind, connected: z.boolean() }),
  event_storage: z.object({
    partitions: z.int(),
    room_for_runs: z.int().meta({ description: "Ids of runs that partitions exist for beyond the newest run." }),
    size_bytes: z.number(),
  }),
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
  checks: z.array(SystemCheck),
});
export type System = z.infer<typeof System>;
