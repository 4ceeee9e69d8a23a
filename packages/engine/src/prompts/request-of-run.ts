import type { BatchPlan, JsonObject } from "@tfbench/contracts";
import { placeInChat } from "@tfbench/stats";
import { conversationOf } from "../chats/conversation-of.ts";
import { markFirstText, markOfRun } from "./mark-prompt.ts";
import type { PromptForm } from "./prompt-form.ts";
import type { Prompt } from "./prompt.ts";
import { syntheticPrompts, type SyntheticOptions } from "./synthetic-prompts.ts";
import { syntheticOfPlan } from "./synthetic-of-plan.ts";
import { tracePrompt } from "./trace-prompt.ts";

/** What decides what each run of a batch sends. */
export type PromptPlan = Pick<BatchPlan, "request" | "seed" | "trace"> & {
  settings: Pick<BatchPlan["settings"], "prompts" | "chats">;
};

/**
 * The provider's body of one run: the same plan and index give the same, in whatever thread. Of chats it is that of the
 * first turn of the run's conversation. Where the plan says nothing of prompts (agents), or no text of a prompt is found,
 * it is the plan's own.
 */
export function requestOfRun(plan: PromptPlan, index: number, form: PromptForm | null): JsonObject {
  const { request, seed = 0, settings } = plan;
  const { prompts, chats } = settings;
  if (prompts === undefined || form === null) return request;
  const place = chats === undefined ? index : placeInChat(chats, index).conversation;
  const prompt = promptAt(plan, place);
  const said = prompt === null ? request : form.withTurn(request, prompt, form.apiOf(request));
  const isOwn = chats?.conversations === undefined && (plan.trace ?? prompts.synthetic) !== undefined;
  if (isOwn || prompts.allow_repeats) return said;
  const mark = markOfRun(seed, place);
  for (const field of form.beginnings) {
    const marked = markFirstText(said[field], mark);
    if (marked !== null) return { ...said, [field]: marked };
  }
  return said;
}

/** Null: the automation's own. */
function promptAt(plan: PromptPlan, place: number): Prompt | null {
  const { chats } = plan.settings;
  const { conversations } = chats ?? {};
  if (chats !== undefined && conversations !== undefined) {
    const told = conversations[place % conversations.length];
    return (told === undefined ? null : conversationOf(told, chats.turns)?.first) ?? null;
  }
  const synthetic = syntheticOfPlan(plan);
  const traced = plan.trace?.requests[place];
  if (traced !== undefined) {
    const { input_tokens: inputTokens, output_tokens: outputTokens, blocks } = traced;
    return tracePrompt({ request: { inputTokens, outputTokens, blocks }, index: place }, synthetic ?? untold(plan));
  }
  return synthetic === null ? null : syntheticPrompts(synthetic).at(place);
}

/** Where neither trace nor scenario says how long a prompt is. */
const UNTOLD_TOKENS = 512;

const untold = ({ seed = 0, settings: { prompts } }: PromptPlan): SyntheticOptions => ({
  seed,
  inputTokens: UNTOLD_TOKENS,
  sharedPrefixTokens: 0,
  outputTokens: null,
  isRepeated: prompts?.allow_repeats === true,
});
