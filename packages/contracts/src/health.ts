import { z } from "zod";
import { Instant } from "./text.ts";

export const Health = z.object({
  status: z.enum(["healthy", "degraded"]),
  mock_mode: z.boolean(),
  version: z.string(),
  database: z.object({
    kind: z.enum(["pglite", "postgresql"]),
    reachable: z.boolean(),
    latency_ms: z.number().nullable(),
  }),
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
