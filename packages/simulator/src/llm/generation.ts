import type { DueTask } from "../due-queue.ts";
import { monotonicNowMs } from "../monotonic-now-ms.ts";
import type { LlmRequestRecord } from "../truth-record.ts";
import type { LlmAnswer } from "./llm-answer.ts";

/** One answer's way through slot, first token and last token; knows time, slots and counters, writes nothing. */
export interface Generation {
  /** Calls back when a slot is free, with the moment the answer's clock starts. */
  begin(start: (originMs: number) => void): void;
  /** The action runs unless the generation is over by then. */
  at(dueMs: number, action: () => void): void;
  wrote(tokens: number): void;
  /** Only the first call counts. */
  finish(outcome: LlmRequestRecord["outcome"]): void;
  readonly isOver: boolean;
}

export function createGeneration({ llm, plan, usage, truth, left }: LlmAnswer): Generation {
  const { slots, metrics, pacer } = llm;
  let slotMs: number | null = null;
  let firstMs: number | null = null;
  let lastMs = 0;
  let tokensWritten = 0;
  let task: DueTask | null = null;
  let isOver = false;
  let waitingStart: (() => void) | null = null;

  function finish(outcome: LlmRequestRecord["outcome"]): void {
    if (isOver) return;
    isOver = true;
    if (task) pacer.cancel(task);
    const nowMs = monotonicNowMs();
    llm.truth.close(truth, outcome);
    left.removeEventListener("abort", leave);
    if (slotMs === null) {
      if (waitingStart) slots.withdraw(waitingStart);
    } else {
      slots.release();
    }
    const startedMs = slotMs ?? nowMs;
    metrics.finished({
      reason: outcome === "completed" ? plan.finishReason : outcome === "client_left" ? "abort" : "error",
      e2eS: (nowMs - truth.received_ms) / 1000,
      queueS: (startedMs - truth.received_ms) / 1000,
      prefillS: ((firstMs ?? nowMs) - startedMs) / 1000,
      decodeS: (lastMs - (firstMs ?? lastMs)) / 1000,
      promptTokens: usage.prompt_tokens,
      outputTokens: tokensWritten,
    });
  }

  const leave = () => finish("client_left");

  return {
    begin(start) {
      truth.queued_requests = slots.waiting;
      let isAtOnce = true;
      waitingStart = () => {
        // Reading the request is no part of the script: an answer that need not wait counts from its last byte.
        slotMs = isAtOnce ? truth.received_ms : monotonicNowMs();
        truth.slot_ms = slotMs;
        metrics.promptRead(usage.prompt_tokens, usage.cached_tokens);
        start(slotMs);
      };
      left.addEventListener("abort", leave, { once: true });
      if (left.aborted) leave();
      else slots.acquire(waitingStart);
      isAtOnce = false;
    },
    at(dueMs, action) {
      task = pacer.add(dueMs, () => {
        if (!isOver) action();
      });
    },
    wrote(tokens) {
      const nowMs = monotonicNowMs();
      if (firstMs === null) {
        firstMs = nowMs;
        metrics.firstToken((nowMs - truth.received_ms) / 1000, tokens);
      } else {
        metrics.furtherTokens((nowMs - lastMs) / 1000, tokens);
      }
      lastMs = nowMs;
      tokensWritten += tokens;
    },
    finish,
    get isOver() {
      return isOver;
    },
  };
}
