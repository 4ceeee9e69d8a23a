import type { JsonValue } from "@tfbench/contracts";
import { requestFormOf } from "@tfbench/providers";
import type { Prompt } from "@tfbench/engine";
import type { LocalPlan } from "../plan/local-plan.ts";

type Asked = Pick<LocalPlan, "provider" | "api" | "request" | "messages" | "prompts">;

/** The provider's request of one run: what every run asks, with the run's own prompt where prompts are given. */
export function wireBodyOf(asked: Asked, index: number): Record<string, JsonValue> {
  const { provider, api, request } = asked;
  const form = requestFormOf(provider);
  return form === null ? { ...request } : form.withTurn({ ...request }, turnOf(asked, index), api);
}

function turnOf({ messages, prompts }: Asked, index: number): Prompt | null {
  if (prompts === null) return messages.length === 0 ? null : { messages, max_tokens: null };
  const prompt = prompts.at(index);
  return { ...prompt, messages: [...messages, ...prompt.messages] };
}
