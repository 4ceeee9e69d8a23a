import type { PromptPlan } from "./request-of-run.ts";
import type { SyntheticOptions } from "./synthetic-prompts.ts";

/** How a plan's prompts are made up; null where they are not. */
export function syntheticOfPlan({ seed = 0, settings: { prompts } }: PromptPlan): SyntheticOptions | null {
  if (prompts?.synthetic === undefined) return null;
  return {
    seed,
    inputTokens: prompts.synthetic.input_tokens,
    sharedPrefixTokens: prompts.synthetic.shared_prefix_tokens,
    outputTokens: null,
    isRepeated: prompts.allow_repeats,
  };
}
