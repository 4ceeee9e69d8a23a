import { createHash } from "node:crypto";
import type { RecordFileBatch } from "@tfbench/contracts";
import { z } from "zod";

const Ms = z.number();

/** How far off this tool was when a recorded workload was played to it again by a server that knows the truth. */
export const LikeCalibration = z.object({
  at: z.iso.datetime(),
  file: z.string(),
  /** Equal for loads that ask the same of the same target in the same way. */
  workload_id: z.string(),
  workload: z.string(),
  runs: z.int().min(1),
  chunks: z.int().min(1),
  /** Why runs of the file were not played, and how many. */
  left_out: z.record(z.string(), z.int().min(1)),
  /** Runs that did not come out as they were written. */
  failed: z.int().min(0),
  validity: z.enum(["valid", "suspect", "invalid"]),
  ttft_bias_ms: z.object({ n: z.int(), p50: Ms, mean: Ms, p99: Ms }),
  /** Null where no stream has a second chunk. */
  gap_error_ms_p99: Ms.nullable(),
  send_lateness_ms_p99: Ms,
});
export type LikeCalibration = z.infer<typeof LikeCalibration>;

export function workloadIdOf({ provider, origin, url, request, load, chats, environment }: RecordFileBatch): string {
  const { threads, connections, prompts } = environment;
  // The built-in simulator has another port every time.
  const target = origin === "simulated" ? origin : url;
  const talk = chats === null ? [] : [chats];
  const said = JSON.stringify([provider, target, request, load, threads, connections, prompts, ...talk]);
  return createHash("sha256").update(said).digest("hex").slice(0, 16);
}
