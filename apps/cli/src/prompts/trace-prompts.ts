import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource, SyntheticOptions } from "@tfbench/engine";
import type { Trace } from "../trace/trace.ts";

/** The blocks of Mooncake's traces; the last one of a prompt may be shorter. */
const BLOCK_TOKENS = 512;

/**
 * Synthetic prompts as long as a trace says, with its output lengths as `max_tokens`. Where it names blocks, equal names
 * are equal text at the same place, so that a cache of prefixes finds what it found then. What the trace leaves open is
 * as `otherwise` has it.
 */
export function tracePrompts(trace: Trace, otherwise: SyntheticOptions): PromptSource {
  const said = trace.requests.some(({ inputTokens, blocks }) => inputTokens !== null || blocks !== null);
  const plain = syntheticPrompts(otherwise);
  return {
    distinct: plain.distinct,
    description: said ? `synthetic, as long as ${trace.name} says` : plain.description,
    at: (index) => {
      const { inputTokens, outputTokens, blocks } = requestAt(trace, index);
      const length = inputTokens ?? (blocks === null ? otherwise.inputTokens : blocks.length * BLOCK_TOKENS);
      const { messages } =
        blocks === null || blocks.length === 0
          ? syntheticPrompts({ ...otherwise, inputTokens: length }).at(index)
          : { messages: [{ role: "user" as const, content: textOf(blocks, length, otherwise) }] };
      return { messages, max_tokens: outputTokens };
    },
  };
}

/** Prompts of another source with the trace's output lengths, where it has any. */
export const withTraceLengths = (prompts: PromptSource, trace: Trace): PromptSource => ({
  ...prompts,
  at: (index) => {
    const prompt = prompts.at(index);
    return { ...prompt, max_tokens: requestAt(trace, index).outputTokens ?? prompt.max_tokens };
  },
});

function requestAt({ requests }: Trace, index: number): Trace["requests"][number] {
  const request = requests[index];
  if (request === undefined) throw new Error(`The trace has no request ${index}.`);
  return request;
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
