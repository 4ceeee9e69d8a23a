import { z } from "zod";

/** What the measuring threads saw of themselves. Milliseconds; null where this Node.js cannot tell. */
export const EngineHealth = z.object({
  loop_delay_p99_ms: z.number().nullable().meta({
    description: "99th percentile of how late the measuring threads' event loops turned, the worst thread's.",
  }),
  cpu_share: z
    .number()
    .nullable()
    .meta({ description: "Share of a core that the busiest measuring thread used while it measured." }),
  core_wait_share: z.number().nullable().default(null).meta({
    description: "Share of the time in which a measuring thread was ready to run and had no core, the worst thread's.",
  }),
  longest_gc_pause_ms: z.number().nullable(),
  lag_p99_ms: z.number().nullable(),
  coalesced_share: z.number().nullable().meta({ description: "Share of the streams in which events came together." }),
  backlog_bytes: z.number().meta({ description: "Most bytes that waited for their meaning at once." }),
  backlog_limit_bytes: z.number(),
  no_file_handles: z.int().min(0).meta({ description: "Runs that found no free file handle on this machine." }),
  no_ports: z.int().min(0).meta({ description: "Runs that found no free local port on this machine." }),
  aborted: z.int().min(0),
  runs: z.int().min(0),
});
export type EngineHealth = z.infer<typeof EngineHealth>;
