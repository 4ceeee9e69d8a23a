import { chunkKindCode, isContentCode } from "../chunk-log/chunk-kind.ts";
import type { ChunkLog } from "../chunk-log/chunk-log.ts";
import { quantile } from "../quantile.ts";

/** How another tool would have reported this run, from the same arrivals, so that a disagreement can be explained. */
export type CompatibilityView = {
  ttft_ms: number | null;
  request_latency_ms: number | null;
  /** Null where the tool needs a token count that nobody gave. */
  tpot_ms: number | null;
  /** Gaps as the tool lists them; null where it has no list. */
  itl_ms: { count: number; mean: number; p50: number; p99: number } | null;
};

export type ViewInput = {
  log: ChunkLog;
  /** Milliseconds from the batch's origin. */
  started: number;
  /** All completion tokens, as the server or else our tokenizer counted them. */
  output_tokens: number | null;
};

const DELTA = chunkKindCode("delta");
const TERMINAL = chunkKindCode("terminal");
const HEARTBEAT = chunkKindCode("heartbeat");
const MALFORMED = chunkKindCode("malformed");

const isContent = (code: number): boolean => isContentCode[code] === true;
/** Chunks with choices, whether or not they bring content. */
const hasChoices = (code: number): boolean => code === DELTA || isContent(code);
/** Every chunk that is JSON: [DONE] and comments are skipped. */
const isJson = (code: number): boolean => code !== TERMINAL && code !== HEARTBEAT && code !== MALFORMED;

function arrivals({ log, started }: ViewInput, wanted: (code: number) => boolean): number[] {
  const startedUs = Math.round(started * 1000);
  const found: number[] = [];
  for (let index = 0; index < log.length; index += 1) {
    if (wanted(log.kindCode(index))) found.push((log.offsetUs(index) - startedUs) / 1000);
  }
  return found;
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
const gapsBetween = (times: readonly number[]): number[] =>
  times.slice(1).map((time, index) => round(time - (times[index] ?? time)));

function describe(gaps: readonly number[]): CompatibilityView["itl_ms"] {
  const sorted = Float64Array.from(gaps).sort();
  const p50 = quantile(sorted, 0.5);
  const p99 = quantile(sorted, 0.99);
  if (p50 === null || p99 === null) return null;
  return { count: sorted.length, mean: sorted.reduce((sum, gap) => sum + gap, 0) / sorted.length, p50, p99 };
}

const divide = (ms: number | null, tokens: number | null): number | null =>
  ms === null || tokens === null || tokens <= 0 ? null : ms / tokens;
const lessOne = (tokens: number | null): number | null => (tokens === null ? null : tokens - 1);
const span = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : round(to - from);

/** vLLM's benchmark: the first chunk with choices is the first token, and the last chunk of any kind ends the request. */
export function vllmView(input: ViewInput): CompatibilityView {
  const ttft_ms = arrivals(input, hasChoices)[0] ?? null;
  const request_latency_ms = arrivals(input, isJson).at(-1) ?? null;
  return {
    ttft_ms,
    request_latency_ms,
    tpot_ms: divide(span(ttft_ms, request_latency_ms), lessOne(input.output_tokens)),
    itl_ms: describe(vllmGaps(input)),
  };
}

/** Its gaps end at chunks with choices and begin at the chunk before, whatever that was. */
function vllmGaps({ log }: ViewInput): number[] {
  const gaps: number[] = [];
  let previousUs: number | null = null;
  let isFirst = true;
  for (let index = 0; index < log.length; index += 1) {
    const code = log.kindCode(index);
    if (!isJson(code)) continue;
    if (hasChoices(code)) {
      if (!isFirst && previousUs !== null) gaps.push((log.offsetUs(index) - previousUs) / 1000);
      isFirst = false;
    }
    previousUs = log.offsetUs(index);
  }
  return gaps;
}

/** AIPerf: content only, and the request ends at its last content chunk; one inter-token latency per request. */
export function aiperfView(input: ViewInput): CompatibilityView {
  const contents = arrivals(input, isContent);
  const ttft_ms = contents[0] ?? null;
  const request_latency_ms = contents.at(-1) ?? null;
  const tpot_ms = divide(span(ttft_ms, request_latency_ms), lessOne(input.output_tokens));
  return { ttft_ms, request_latency_ms, tpot_ms, itl_ms: tpot_ms === null ? null : describe([tpot_ms]) };
}

/** GuideLLM: time per output token counts from the request's start, so the wait for the first token is part of it. */
export function guidellmView(input: ViewInput): CompatibilityView {
  const contents = arrivals(input, isContent);
  const ttft_ms = contents[0] ?? null;
  const request_latency_ms = contents.at(-1) ?? null;
  const between = divide(span(ttft_ms, request_latency_ms), lessOne(input.output_tokens));
  return {
    ttft_ms,
    request_latency_ms,
    tpot_ms: divide(request_latency_ms, input.output_tokens),
    itl_ms: between === null ? null : describe([between]),
  };
}

/** inference-perf: content only, one gap per token, so that tokens of one chunk have gaps of 0 between them. */
export function inferencePerfView(input: ViewInput): CompatibilityView {
  const contents = arrivals(input, isContent);
  const ttft_ms = contents[0] ?? null;
  const request_latency_ms = contents.at(-1) ?? null;
  const tpot_ms = divide(span(ttft_ms, request_latency_ms), lessOne(input.output_tokens));
  const gaps = gapsBetween(contents);
  const inside = Math.max(0, (lessOne(input.output_tokens) ?? 0) - gaps.length);
  const all = [...gaps, ...Array.from({ length: inside }, () => 0)];
  return { ttft_ms, request_latency_ms, tpot_ms, itl_ms: describe(all) };
}
