import type { LiveNotice } from "@tfbench/contracts";
import type { Context } from "@tfbench/services";
import type { Context as HonoContext } from "hono";
import { streamSSE } from "hono/streaming";
import type { SSEStreamingApi } from "hono/streaming";
import type { ApiEnv } from "../api-deps.ts";

export type RowFollowing = {
  ctx: Context;
  shutdown: AbortSignal;
  concerns(notice: LiveNotice): boolean;
  /** Reads what is new and writes it; true when there will never be more. */
  writeNews(stream: SSEStreamingApi): Promise<boolean>;
  /** No two reads are closer together than this, however many notices come. */
  pause_ms: number;
  /** After so long without a notice the rows are read again and a comment is sent, so that a lost notice delays and never hides. */
  ping_ms: number;
};

/** Well below the idle limits of proxies. */
export const PING_MS = 15_000;

/**
 * A stream of rows: read once, then again whenever a notice says that they changed. Notices are listened to before
 * the first read, so nothing falls between the two.
 */
export function followRows(c: HonoContext<ApiEnv>, following: RowFollowing): Response {
  return streamSSE(c, async (stream) => {
    const bell = new Bell();
    const unsubscribe = following.ctx.db.live.subscribe({
      onNotice: (notice) => following.concerns(notice) && bell.ring(),
      onResync: () => bell.ring(),
    });
    const stop = () => bell.close();
    stream.onAbort(stop);
    following.shutdown.addEventListener("abort", stop, { once: true });
    try {
      while (!bell.isClosed && !following.shutdown.aborted) {
        if (await following.writeNews(stream)) return;
        await bell.wait(following.pause_ms, following.ping_ms);
        if (bell.isSilent && !bell.isClosed) await stream.write(": ping\n\n");
      }
    } finally {
      unsubscribe();
      following.shutdown.removeEventListener("abort", stop);
    }
  });
}

/** Remembers that it rang; whoever waits is woken by a ring, by closing or when the time is over. */
class Bell {
  isClosed = false;
  /** Whether the last wait ended without a ring. */
  isSilent = false;
  #hasRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  close(): void {
    this.isClosed = true;
    this.#wake?.();
  }

  async wait(atLeastMs: number, atMostMs: number): Promise<void> {
    await this.#sleep(atLeastMs, () => this.isClosed);
    await this.#sleep(atMostMs - atLeastMs, () => this.isClosed || this.#hasRung);
    this.isSilent = !this.#hasRung;
    this.#hasRung = false;
  }

  async #sleep(ms: number, isOver: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#wake = () => isOver() && resolve();
    this.#wake();
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }
}
