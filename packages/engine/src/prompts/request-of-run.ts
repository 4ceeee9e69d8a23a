import type { BatchPlan } from "@tfbench/contracts";
import { markFirstText, markOfRun } from "./mark-prompt.ts";
import { syntheticPrompts } from "./synthetic-prompts.ts";

/** What decides what each run of a batch sends. */
type PromptPlan = Pick<BatchPlan, "request" | "seed"> & { settings: Pick<BatchPlan["settings"], "prompts"> };

/** Where a prompt begins, in the order the far end reads it. */
const BEGINNINGS = ["instructions", "system", "messages", "prompt", "input"] as const;

/**
 * The provider's body of one run: the same plan and index give the same, in whatever thread. Where the plan says nothing
 * of prompts (agents), or no text of a prompt is found, it is the plan's own.
 */
export function requestOfRun(plan: PromptPlan, index: number): BatchPlan["request"] {
  const { request, seed = 0, settings } = plan;
  const { prompts } = settings;
  if (prompts === undefined) return request;
  if (prompts.synthetic !== undefined) return withSyntheticPrompt(plan, prompts, index);
  if (prompts.allow_repeats) return request;
  const mark = markOfRun(seed, index);
  for (const field of BEGINNINGS) {
    const marked = markFirstText(request[field], mark);
    if (marked !== null) return { ...request, [field]: marked };
  }
  return request;
}

function withSyntheticPrompt(
  { request, seed = 0 }: PromptPlan,
  { synthetic, allow_repeats }: NonNullable<PromptPlan["settings"]["prompts"]>,
  index: number,
): BatchPlan["request"] {
  const source = syntheticPrompts({
    seed,
    inputTokens: synthetic?.input_tokens ?? 0,
    sharedPrefixTokens: synthetic?.shared_prefix_tokens ?? 0,
    outputTokens: null,
    isRepeated: allow_repeats,
  });
  const messages = [...source.at(index).messages];
  if (request["prompt"] !== undefined) return { ...request, prompt: messages[0]?.content ?? "" };
  if (request["input"] !== undefined) return { ...request, input: messages };
  return { ...request, messages };
}
