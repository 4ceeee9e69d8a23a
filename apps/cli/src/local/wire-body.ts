import type { JsonValue } from "@tfbench/contracts";
import type { LocalPlan } from "../plan/local-plan.ts";

/** The provider's body of one run: the request, with the run's own prompt where prompts are given. */
export function wireBodyOf({ request, prompts }: LocalPlan, index: number): Record<string, JsonValue> {
  if (prompts === null) return { ...request };
  const { messages, max_tokens } = prompts.at(index);
  return {
    ...request,
    ...(max_tokens === null ? {} : { max_tokens }),
    messages: messages.map(({ role, content }) => ({ role, content })),
  };
}
