import type { Prompt } from "./prompt.ts";
import { syntheticPrompts, type SyntheticOptions } from "./synthetic-prompts.ts";
import type { TraceRequest } from "./trace.ts";

/** The blocks of Mooncake's traces; the last one of a prompt may be shorter. */
const BLOCK_TOKENS = 512;

type Placed = { request: TraceRequest; index: number };

/**
 * A synthetic prompt as long as a request of a trace says, with its output length as `max_tokens`. Where it names blocks,
 * equal names are equal text at the same place, so that a cache of prefixes finds what it found then. What the trace leaves
 * open is as `otherwise` has it.
 */
export function tracePrompt({ request, index }: Placed, otherwise: SyntheticOptions): Prompt {
  const { inputTokens, outputTokens, blocks } = request;
  const length = inputTokens ?? (blocks === null ? otherwise.inputTokens : blocks.length * BLOCK_TOKENS);
  const { messages } =
    blocks === null || blocks.length === 0
      ? syntheticPrompts({ ...otherwise, inputTokens: length }).at(index)
      : { messages: [{ role: "user" as const, content: textOf(blocks, length, otherwise) }] };
  return { messages, max_tokens: outputTokens };
}

function textOf(blocks: readonly number[], inputTokens: number, { seed }: SyntheticOptions): string {
  const texts = blocks.flatMap((block, place) => {
    const isLast = place === blocks.length - 1;
    const left = inputTokens - place * BLOCK_TOKENS;
    const length = isLast ? left : Math.min(BLOCK_TOKENS, left);
    if (length <= 0) return [];
    const own = { seed, inputTokens: length, sharedPrefixTokens: 0, outputTokens: null, isRepeated: false };
    return syntheticPrompts(own)
      .at(block)
      .messages.map(({ content }) => content);
  });
  return texts.join(" ");
}
