import { syntheticPrompts, tracePrompt } from "@tfbench/engine";
import type { PromptSource, SyntheticOptions } from "@tfbench/engine";
import type { Trace } from "@tfbench/engine";

/** Synthetic prompts as long as a trace says, with its output lengths as `max_tokens`; see `tracePrompt`. */
export function tracePrompts(trace: Trace, otherwise: SyntheticOptions): PromptSource {
  const said = trace.requests.some(({ inputTokens, blocks }) => inputTokens !== null || blocks !== null);
  const plain = syntheticPrompts(otherwise);
  return {
    distinct: plain.distinct,
    description: said ? `synthetic, as long as ${trace.name} says` : plain.description,
    at: (index) => tracePrompt({ request: requestAt(trace, index), index }, otherwise),
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
