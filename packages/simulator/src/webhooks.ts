import { setTimeout as sleep } from "node:timers/promises";
import { isLoopbackHost } from "./loopback-host.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { runDetail } from "./run-answer.ts";
import type { Run } from "./run.ts";
import type { TruthLog } from "./truth-log.ts";

const ATTEMPT_TIMEOUT_MS = 10_000;

export interface Webhooks {
  /** Delivers in the background to the run's webhook_url, if it has one on this machine. */
  deliver(run: Run): void;
  close(): void;
}

export function createWebhooks(truth: TruthLog, retryDelaysMs: readonly number[]): Webhooks {
  const closing = new AbortController();

  async function attemptAll(run: Run, url: string): Promise<void> {
    const body = JSON.stringify(webhookBody(run));
    for (const [index, delayMs] of [0, ...retryDelaysMs].entries()) {
      if (delayMs > 0) await sleep(delayMs, undefined, { signal: closing.signal });
      const answer = await post(url, body, closing.signal);
      if (closing.signal.aborted) return;
      truth.add({ record: "webhook_attempt", run_id: run.runId, attempt: index + 1, answer, at_ms: monotonicNowMs() });
      if (answer !== "failed" && answer < 500) return;
    }
  }

  return {
    deliver(run) {
      const url = run.request.webhook_url;
      if (url === undefined) return;
      if (!isLoopbackHost(new URL(url).hostname)) {
        truth.add({
          record: "webhook_attempt",
          run_id: run.runId,
          attempt: 0,
          answer: "not_loopback",
          at_ms: monotonicNowMs(),
        });
        return;
      }
      attemptAll(run, url).catch((cause: unknown) => {
        if (!closing.signal.aborted) throw cause;
      });
    },
    close: () => closing.abort(),
  };
}

function webhookBody(run: Run): Record<string, unknown> {
  return {
    event: `run.${run.status.toLowerCase()}`,
    run_id: run.runId,
    status: run.status,
    data: runDetail(run, false),
  };
}

/** The status of the answer, or `failed` when there was none in time. A redirect counts as an answer. */
async function post(url: string, body: string, closing: AbortSignal): Promise<number | "failed"> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return "failed";
  }
}
