import { Batch, isFinalBatchStatus } from "@tfbench/contracts";
import { getBatch } from "@tfbench/services";
import type { Context } from "@tfbench/services";
import type { Context as HonoContext } from "hono";
import type { ApiEnv } from "../api-deps.ts";
import { followRows, PING_MS } from "./follow-rows.ts";

const PAUSE_MS = 200;

export type BatchStreamOrder = { ctx: Context; batch_id: number; shutdown: AbortSignal };

/** The batch now and whenever it differs from what was told. An unknown batch is refused before the stream begins. */
export async function streamBatch(
  c: HonoContext<ApiEnv>,
  { ctx, batch_id, shutdown }: BatchStreamOrder,
): Promise<Response> {
  const read = async (): Promise<Batch> => Batch.parse(await getBatch(ctx, batch_id));
  await read();
  let told = "";

  return followRows(c, {
    ctx,
    shutdown,
    pause_ms: PAUSE_MS,
    ping_ms: PING_MS,
    concerns: (notice) => notice.batch_id === batch_id,
    async writeNews(stream) {
      const batch = await read();
      const text = JSON.stringify(batch);
      if (text !== told) await stream.writeSSE({ event: "batch", data: text });
      told = text;
      return isFinalBatchStatus(batch.status);
    },
  });
}
