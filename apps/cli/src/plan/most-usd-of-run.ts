import type { JsonValue } from "@tfbench/contracts";
import type { ChatMessage, TokenCounter } from "@tfbench/engine";
import { wireBodyOf } from "../local/wire-body.ts";
import type { LocalPlan } from "./local-plan.ts";

/** What a run may cost at the most. Tokens are means over the first prompts. */
export type RunCost = { input_tokens: number; most_output_tokens: number; most_usd: number };

const PROMPTS_COUNTED = 20;
const LIMITS = ["max_tokens", "max_completion_tokens", "max_output_tokens"] as const;

/**
 * By the target's prices, the tokens of the prompts and the longest answer asked for. Null where one of them is not known:
 * no prices, answers without a limit, images, chats whose history grows.
 */
export function mostUsdOfRun(plan: LocalPlan, countTokens: TokenCounter): RunCost | null {
  const { prices, chats, prompts } = plan;
  if (prices === null || chats !== null) return null;
  const runs = prompts === null ? 1 : Math.min(PROMPTS_COUNTED, prompts.distinct ?? PROMPTS_COUNTED);
  let [input, output] = [0, 0];
  for (let index = 0; index < runs; index += 1) {
    const text = textOf([...plan.messages, ...(prompts?.at(index).messages ?? [])]);
    const limit = limitOf(wireBodyOf(plan, index));
    if (text === null || limit === null) return null;
    input += countTokens(text);
    output += limit;
  }
  const [input_tokens, most_output_tokens] = [input / runs, output / runs];
  const { usd_per_million_input_tokens: ofInput, usd_per_million_output_tokens: ofOutput } = prices;
  if (typeof ofInput !== "number" || typeof ofOutput !== "number") return null;
  const most_usd = (input_tokens * ofInput + most_output_tokens * ofOutput) / 1e6;
  return { input_tokens, most_output_tokens, most_usd };
}

function limitOf(body: Readonly<Record<string, JsonValue>>): number | null {
  for (const name of LIMITS) {
    const limit = body[name];
    if (typeof limit === "number") return limit;
  }
  return null;
}

/** Null where not all of it is text, or nothing is said at all: then the request says it in its own way. */
function textOf(messages: readonly ChatMessage[]): string | null {
  const texts = messages.flatMap(({ content }): (string | null)[] => {
    if (typeof content === "string") return [content];
    if (!Array.isArray(content)) return [];
    return content.map((part) =>
      typeof part === "object" && part !== null && "text" in part && typeof part["text"] === "string"
        ? part["text"]
        : null,
    );
  });
  return texts.length === 0 || texts.includes(null) ? null : texts.join("\n");
}
