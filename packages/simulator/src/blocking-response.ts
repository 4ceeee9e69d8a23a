import type { DueQueue } from "./due-queue.ts";
import { toLineSafeJson } from "./event-text.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { blockingAnswer } from "./run-answer.ts";
import type { Run, RunListener } from "./run.ts";
import type { TimedResponse } from "./timed-response.ts";

const JSON_HEADERS = { "content-type": "application/json; charset=utf-8" };

export interface BlockingResponseInput {
  run: Run;
  response: TimedResponse;
  dueQueue: DueQueue;
}

/** Answers POST /v1/automation/run when the run ends. A truncated run stops half-way through the answer's body. */
export function openBlockingResponse({ run, response, dueQueue }: BlockingResponseInput): RunListener {
  const earliestMs = monotonicNowMs() + (run.plan.header_delay_ms ?? 0);

  function answer(): void {
    const status = run.status === "FAILED" ? run.plan.failed_run_http : 200;
    const body = Buffer.from(toLineSafeJson(blockingAnswer(run)));
    if (run.plan.outcome !== "truncated") {
      response.sendWhole(status, JSON_HEADERS, body);
      return;
    }
    response.prepareHeaders(status, { ...JSON_HEADERS, "content-length": String(body.length) });
    response.write([{ kind: "body", bytes: body.subarray(0, body.length / 2) }]);
    response.closeSocket();
  }

  return {
    update(entries) {
      for (const entry of entries) {
        if (entry.act === "break" && entry.how === "reset") response.reset();
        if (entry.act !== "finish") continue;
        if (monotonicNowMs() >= earliestMs) answer();
        else dueQueue.add(earliestMs, answer);
      }
    },
  };
}
