import { createHistogram, prometheusNumber } from "./histogram.ts";
import type { FinishReason } from "./llm-format.ts";
import type { SlotQueue } from "./slot-queue.ts";

const FIRST_TOKEN_BOUNDS = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
];
const TOKEN_GAP_BOUNDS = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
];
const REQUEST_BOUNDS = [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];
const COUNT_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];

const FINISHED_REASONS = ["stop", "length", "abort", "error"] as const;
type FinishedReason = (typeof FINISHED_REASONS)[number];

export interface FinishedRequest {
  reason: FinishReason | "abort" | "error";
  e2eS: number;
  queueS: number;
  prefillS: number;
  decodeS: number;
  promptTokens: number;
  outputTokens: number;
}

/** What vLLM would say of the same requests, from what was really written. */
export interface LlmMetrics {
  promptRead(promptTokens: number, cachedTokens: number): void;
  firstToken(waitedS: number, tokens: number): void;
  furtherTokens(gapS: number, tokens: number): void;
  finished(request: FinishedRequest): void;
  reset(): void;
  /** Prometheus text. */
  text(): string;
}

export function createLlmMetrics(model: string, slots: SlotQueue): LlmMetrics {
  const labels = `engine="0",model_name=${JSON.stringify(model)}`;
  const counters = { prompt: 0, generation: 0, queries: 0, hits: 0 };
  const finished = new Map<FinishedReason, number>(FINISHED_REASONS.map((reason) => [reason, 0]));
  const histograms = {
    time_to_first_token_seconds: createHistogram(FIRST_TOKEN_BOUNDS),
    inter_token_latency_seconds: createHistogram(TOKEN_GAP_BOUNDS),
    // The older name of the same thing.
    time_per_output_token_seconds: createHistogram(TOKEN_GAP_BOUNDS),
    request_time_per_output_token_seconds: createHistogram(TOKEN_GAP_BOUNDS),
    e2e_request_latency_seconds: createHistogram(REQUEST_BOUNDS),
    request_queue_time_seconds: createHistogram(REQUEST_BOUNDS),
    request_prefill_time_seconds: createHistogram(REQUEST_BOUNDS),
    request_decode_time_seconds: createHistogram(REQUEST_BOUNDS),
    request_inference_time_seconds: createHistogram(REQUEST_BOUNDS),
    request_prompt_tokens: createHistogram(COUNT_BOUNDS),
    request_generation_tokens: createHistogram(COUNT_BOUNDS),
  };

  const family = (kind: string, name: string, lines: readonly string[]) => [`# TYPE vllm:${name} ${kind}`, ...lines];
  const single = (kind: string, name: string, value: number) =>
    family(kind, name, [`vllm:${name}{${labels}} ${prometheusNumber(value)}`]);

  return {
    promptRead(promptTokens, cachedTokens) {
      counters.prompt += promptTokens;
      counters.queries += promptTokens;
      counters.hits += cachedTokens;
    },
    firstToken(waitedS, tokens) {
      counters.generation += tokens;
      histograms.time_to_first_token_seconds.observe(waitedS);
    },
    furtherTokens(gapS, tokens) {
      counters.generation += tokens;
      histograms.inter_token_latency_seconds.observe(gapS);
      histograms.time_per_output_token_seconds.observe(gapS);
    },
    finished(request) {
      const reason = finishedReason(request.reason);
      finished.set(reason, (finished.get(reason) ?? 0) + 1);
      histograms.e2e_request_latency_seconds.observe(request.e2eS);
      histograms.request_queue_time_seconds.observe(request.queueS);
      histograms.request_prefill_time_seconds.observe(request.prefillS);
      histograms.request_decode_time_seconds.observe(request.decodeS);
      histograms.request_inference_time_seconds.observe(request.prefillS + request.decodeS);
      histograms.request_prompt_tokens.observe(request.promptTokens);
      histograms.request_generation_tokens.observe(request.outputTokens);
      if (request.outputTokens < 2) return;
      histograms.request_time_per_output_token_seconds.observe(request.decodeS / (request.outputTokens - 1));
    },
    reset() {
      Object.assign(counters, { prompt: 0, generation: 0, queries: 0, hits: 0 });
      for (const reason of FINISHED_REASONS) finished.set(reason, 0);
      for (const histogram of Object.values(histograms)) histogram.reset();
    },
    text() {
      const success = [...finished].map(
        ([reason, count]) =>
          `vllm:request_success_total{${labels},finished_reason="${reason}"} ${prometheusNumber(count)}`,
      );
      const lines = [
        ...single("gauge", "num_requests_running", slots.running),
        ...single("gauge", "num_requests_waiting", slots.waiting),
        ...single("counter", "prompt_tokens_total", counters.prompt),
        ...single("counter", "generation_tokens_total", counters.generation),
        ...single("counter", "prefix_cache_queries_total", counters.queries),
        ...single("counter", "prefix_cache_hits_total", counters.hits),
        ...family("counter", "request_success_total", success),
        ...Object.entries(histograms).flatMap(([name, histogram]) =>
          family("histogram", name, histogram.lines(`vllm:${name}`, labels)),
        ),
      ];
      return `${lines.join("\n")}\n`;
    },
  };
}

/** vLLM counts a tool call as a stop. */
function finishedReason(reason: FinishedRequest["reason"]): FinishedReason {
  return reason === "tool_calls" || reason === "content_filter" ? "stop" : reason;
}
