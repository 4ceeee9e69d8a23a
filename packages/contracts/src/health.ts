import { z } from "zod";
import { Instant } from "./text.ts";

/** How live notices reach other processes: there are none, by LISTEN and NOTIFY, or by Redis. */
export const LiveKind = z.enum(["in_process", "notify", "redis"]);
export type LiveKind = z.infer<typeof LiveKind>;

export const Health = z.object({
  status: z.enum(["healthy", "degraded"]),
  mock_mode: z.boolean(),
  version: z.string(),
  database: z.object({
    kind: z.enum(["pglite", "postgresql"]),
    reachable: z.boolean(),
    latency_ms: z.number().nullable(),
  }),
  live: z.object({ kind: LiveKind, connected: z.boolean() }),
  workers: z.array(
    z.object({ id: z.string(), last_seen_at: Instant, running_batches: z.int(), in_flight_runs: z.int() }),
  ),
  queue: z.object({
    queued_batches: z.int(),
    queued_runs: z.int(),
    running_runs: z.int(),
    oldest_queued_at: Instant.nullable(),
  }),
  started_at: Instant,
});
export type Health = z.infer<typeof Health>;
