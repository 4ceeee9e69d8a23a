import { seededRandom } from "../seeded-random.ts";
import type { FinishReason } from "./llm-format.ts";
import type { LlmOptions } from "./llm-options.ts";
import type { LlmRequest } from "./llm-request.ts";
import type { LlmScript } from "./llm-script.ts";

export interface PlannedToolCall {
  name: string;
  /** The arguments' JSON, a token each. */
  parts: readonly string[];
}

/** Everything decided about one answer before its first byte. */
export interface LlmPlan {
  ttftMs: number;
  /** The gap before the next chunk; drawn anew each time where there is jitter. */
  nextGapMs: () => number;
  reasoningTokens: number;
  /** Infinite for an endless answer. */
  answerTokens: number;
  hiddenTokens: number;
  tokensPerChunk: number;
  /** A given text, a token each; null for made-up words. */
  words: readonly string[] | null;
  wordSeed: number;
  toolCalls: readonly PlannedToolCall[];
  finishReason: FinishReason;
}

export interface LlmPlanInput {
  script: LlmScript;
  request: LlmRequest;
  options: LlmOptions;
  seed: number;
  /** The request's number; with the seed it decides what the script leaves open. */
  index: number;
}

const TOKEN_OF_JSON = /[\s\S]{1,4}/g;
const TOKEN_OF_TEXT = /\s*\S+|\s+$/g;

export function createLlmPlan({ script, request, options, seed, index }: LlmPlanInput): LlmPlan {
  const random = seededRandom(seed, index);
  const offsets = script.chunk_offsets_ms;
  const [lowTtft, highTtft] = options.ttft_ms;
  const [fewest, most] = options.output_tokens;
  const ttftMs = offsets?.[0] ?? script.ttft_ms ?? lowTtft + random() * (highTtft - lowTtft);
  const seededTokens = Math.round(fewest + random() * (most - fewest));
  const words = script.text === undefined ? null : (script.text.match(TOKEN_OF_TEXT) ?? []);
  const tokensPerChunk = script.tokens_per_chunk ?? 1;
  const ownLength = words?.length ?? script.output_tokens ?? seededTokens;
  const limits = cutToLimits(script, request, offsets ? tokensIn(offsets, script, tokensPerChunk) : ownLength);
  const toolCalls = limits.isCut ? [] : plannedToolCalls(script, request);
  const natural: FinishReason = toolCalls.length > 0 ? "tool_calls" : "stop";
  return {
    ttftMs: ttftMs * lognormal(script.ttft_jitter ?? 0, random),
    nextGapMs: offsets ? gapsBetween(offsets) : drawnGaps(script, chunkGapMs(script, options, tokensPerChunk), random),
    reasoningTokens: limits.reasoning,
    answerTokens: script.fault?.kind === "endless" ? Infinity : limits.answer,
    hiddenTokens: script.hidden_tokens ?? 0,
    tokensPerChunk,
    words: words && words.length >= limits.answer ? words : null,
    wordSeed: Math.floor(random() * 1000),
    toolCalls,
    finishReason: script.finish_reason ?? (limits.isCut ? "length" : natural),
  };
}

/** The chunks that reasoning leaves over. */
function tokensIn(offsets: readonly number[], { reasoning_tokens = 0 }: LlmScript, tokensPerChunk: number): number {
  return Math.max(0, offsets.length - Math.ceil(reasoning_tokens / tokensPerChunk)) * tokensPerChunk;
}

/** Chunks beyond the last offset, as those of tool calls may be, come at once. */
function gapsBetween(offsets: readonly number[]): () => number {
  let index = 0;
  return () => {
    index += 1;
    const [before, offset] = [offsets[index - 1], offsets[index]];
    return before === undefined || offset === undefined ? 0 : offset - before;
  };
}

function drawnGaps({ jitter = 0 }: LlmScript, gapMs: number, random: () => number): () => number {
  return jitter === 0 ? () => gapMs : () => gapMs * lognormal(jitter, random);
}

/** Reasoning comes first, so it is what a limit leaves whole. */
function cutToLimits(script: LlmScript, request: LlmRequest, ownLength: number) {
  const wantedReasoning = script.reasoning_tokens ?? 0;
  const limit = request.maxTokens ?? Infinity;
  const ownTotal = Math.max(wantedReasoning + ownLength, Math.min(request.minTokens, limit));
  const total = request.ignoresEnd && limit !== Infinity ? limit : Math.min(ownTotal, limit);
  const reasoning = Math.min(wantedReasoning, total);
  return { reasoning, answer: total - reasoning, isCut: total === limit && (request.ignoresEnd || ownTotal > limit) };
}

function chunkGapMs(script: LlmScript, options: LlmOptions, tokensPerChunk: number): number {
  if (script.tokens_per_second !== undefined) return (1000 * tokensPerChunk) / script.tokens_per_second;
  return script.gap_ms ?? options.gap_ms;
}

function plannedToolCalls(script: LlmScript, request: LlmRequest): PlannedToolCall[] {
  const { tool_calls = 0 } = script;
  const name = request.toolName ?? "look_up";
  const calls =
    typeof tool_calls === "number"
      ? Array.from({ length: tool_calls }, (_, call) => ({ name, arguments: { query: `lamp number ${call + 1}` } }))
      : tool_calls;
  return calls.map((call) => ({
    name: call.name,
    parts: JSON.stringify(call.arguments).match(TOKEN_OF_JSON) ?? [],
  }));
}

/** A factor with mean 1. */
function lognormal(sigma: number, random: () => number): number {
  if (sigma === 0) return 1;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(sigma * normal - (sigma * sigma) / 2);
}
