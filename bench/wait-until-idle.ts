import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "../packages/client/src/index.ts";

const LIMIT_MS = 10 * 60_000;

/** Waits until no run is queued or running. */
export async function waitUntilIdle(client: Client): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    const { queue } = await client.getHealth();
    if (queue.queued_runs + queue.running_runs + queue.queued_batches === 0) return;
    if (performance.now() - startedMs > LIMIT_MS)
      throw new Error(`${queue.queued_runs} runs are still queued after 10 minutes.`);
    await wait(50);
  }
}
