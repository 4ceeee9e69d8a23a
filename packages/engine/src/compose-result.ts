import type { Goal, RunResult, RunSettings, Stamps } from "@tfbench/contracts";
import { encodeChunkLog, stampsOfLog, streamMetrics } from "@tfbench/stats";
import type {
  Conclusion,
  JudgeGoal,
  OutputText,
  PreparedPlan,
  ProviderFacts,
  RunReader,
  Usage,
} from "./provider-adapter.ts";
import type { RunMeter } from "./run-meter.ts";

/** How many tokens a text is by a vocabulary of our own. */
export type TokenCounter = (text: string) => number;

/** What composing results needs to know of the batch. */
export type ResultScope = {
  prepared: PreparedPlan;
  stallMs: number;
  originMs: number;
  judge: JudgeGoal;
  settings: Pick<RunSettings, "guards" | "allow_empty">;
  priceVersion: number;
  /** Asked once a run: what counts its tokens as a cross-check, or null where this run's are not checked. */
  takeTokenCounter: (() => TokenCounter | null) | null;
};

type Ended = { scope: ResultScope; meter: RunMeter; reader: RunReader; conclusion: Conclusion };

/** The run's finished row: outcome, goal, stamps as offsets from the batch's origin, and every metric that follows. */
export function composeResult({ scope, meter, reader, conclusion }: Ended): RunResult {
  const facts = reader.facts();
  const stamps = offsetsOf(meter, scope.originMs);
  const tokens = tokensOf(facts, scope.takeTokenCounter?.() ?? null);
  const { goal, goal_reason } = judge(scope, conclusion, facts.response_json);
  const cost_usd = stamps.started === null ? null : reader.costUsd(stamps.sent !== null);
  const { content_chunks, ...metrics } = streamMetrics(stamps, meter.log, { ...tokens, stall_ms: scope.stallMs });
  const { prepared } = scope;
  const { streaming_url } = meter.stamps;
  return {
    ...conclusion,
    goal,
    goal_reason,
    tinyfish_run_id: facts.provider_run_id,
    streaming_url: facts.streaming_url,
    response_json: facts.response_json,
    provider_run: facts.provider_run,
    stamps,
    ...metrics,
    ...tokens,
    // What only streams of text have is not applicable to agents, rather than none.
    ...(prepared.kind === "agent" ? { ttfo_ms: null, ttst_ms: null, is_buffered: null } : {}),
    time_to_streaming_url_ms:
      streaming_url === null || meter.stamps.started === null
        ? null
        : toUs(streaming_url - meter.stamps.started) / 1000,
    provider_queue_ms: facts.provider_queue_ms,
    provider_run_ms: facts.provider_run_ms,
    connection: meter.connection,
    coalesced: meter.isCoalesced,
    event_count: meter.log.length,
    malformed_events: facts.malformed_events,
    progress_events: prepared.kind === "agent" && prepared.mode === "stream" ? content_chunks : null,
    content_chunks: prepared.kind === "agent" ? null : content_chunks,
    finish_reason: facts.finish_reason,
    steps: facts.steps,
    cost_usd,
    price_version: cost_usd === null ? null : scope.priceVersion,
    chunk_log: meter.log.length === 0 ? null : encodeChunkLog(meter.log),
  };
}

type Tokens = Pick<RunResult, keyof Usage | "client_output_tokens" | "first_chunk_tokens">;

function tokensOf({ usage, output, first_chunk_tokens }: ProviderFacts, countTokens: TokenCounter | null): Tokens {
  const hasText = output !== null && Object.values(output).some((text) => text !== "");
  // Nothing counted beside text that came is no count, and neither is a prompt of nothing then.
  const isCounted = !hasText || usage?.output_tokens !== 0;
  const counted = (tokens: number | null | undefined): number | null =>
    tokens === undefined || (tokens === 0 && !isCounted) ? null : tokens;
  return {
    input_tokens: counted(usage?.input_tokens),
    output_tokens: counted(usage?.output_tokens),
    reasoning_tokens: usage?.reasoning_tokens ?? null,
    cached_tokens: usage?.cached_tokens ?? null,
    client_output_tokens: output === null || countTokens === null ? null : countAll(output, countTokens),
    // Never by our own vocabulary, whose tokens are not those that the server counted.
    first_chunk_tokens,
  };
}

const countAll = ({ answer, reasoning, tool_call }: OutputText, countTokens: TokenCounter): number =>
  [answer, reasoning, tool_call].reduce((sum, text) => (text === "" ? sum : sum + countTokens(text)), 0);

function judge(
  scope: ResultScope,
  conclusion: Conclusion,
  result: RunResult["response_json"],
): { goal: Goal; goal_reason: string | null } {
  if (conclusion.goal !== null) return { goal: conclusion.goal, goal_reason: conclusion.goal_reason };
  return scope.judge(result, scope.settings);
}

const toUs = (ms: number): number => Math.round(ms * 1000);

function offsetsOf({ stamps, log }: RunMeter, originMs: number): Stamps {
  const offset = (atMs: number | null): number | null => (atMs === null ? null : toUs(atMs - originMs) / 1000);
  return {
    due: toUs(stamps.due - originMs) / 1000,
    slot_granted: offset(stamps.slot_granted),
    started: offset(stamps.started),
    connected: offset(stamps.connected),
    sent: offset(stamps.sent),
    headers: offset(stamps.headers),
    ...stampsOfLog(log),
    terminal: offset(stamps.terminal),
    closed: offset(stamps.closed),
  };
}
