import { isFinalRunStatus } from "@tfbench/contracts";
import type { RunStatus } from "@tfbench/contracts";
import { getRunSummary, listRunEvents } from "@tfbench/services";
import type { Context } from "@tfbench/services";
import type { Context as HonoContext } from "hono";
import type { SSEStreamingApi } from "hono/streaming";
import type { ApiEnv } from "../api-deps.ts";
import { followRows, PING_MS } from "./follow-rows.ts";

const EVENTS_PER_READ = 500;
const PAUSE_MS = 50;

export type RunStreamOrder = { ctx: Context; run_id: number; after_seq: number; shutdown: AbortSignal };

/** Events after `after_seq` and every change of status. An unknown run is refused before the stream begins. */
export async function streamRun(c: HonoContext<ApiEnv>, order: RunStreamOrder): Promise<Response> {
  const { ctx, run_id, shutdown } = order;
  const { batch_id } = await getRunSummary(ctx, run_id);
  let afterSeq = order.after_seq;
  let toldStatus: RunStatus | null = null;
  let toldCancel = false;

  const writeEvents = async (stream: SSEStreamingApi): Promise<void> => {
    for (;;) {
      const { data, next_cursor } = await listRunEvents(ctx, { run_id, after_seq: afterSeq, limit: EVENTS_PER_READ });
      for (const event of data) {
        await stream.writeSSE({ event: "run_event", id: String(event.seq), data: JSON.stringify(event) });
        afterSeq = event.seq;
      }
      if (next_cursor === null) return;
    }
  };

  return followRows(c, {
    ctx,
    shutdown,
    pause_ms: PAUSE_MS,
    ping_ms: PING_MS,
    concerns: (notice) =>
      "run_id" in notice ? notice.run_id === run_id : notice.kind === "cancel_batch" && notice.batch_id === batch_id,
    async writeNews(stream) {
      // The summary alone, for a notice comes with every few events and a request or result may hold megabytes.
      // The run first: once it has ended, all its events are stored, so those read afterwards are complete.
      const run = await getRunSummary(ctx, run_id);
      await writeEvents(stream);
      if (run.status !== toldStatus || run.cancel_requested !== toldCancel) {
        await stream.writeSSE({ event: "run", data: JSON.stringify(run) });
        toldStatus = run.status;
        toldCancel = run.cancel_requested;
      }
      return isFinalRunStatus(run.status);
    },
  });
}
