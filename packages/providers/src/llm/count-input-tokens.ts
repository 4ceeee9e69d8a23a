import type { JsonValue } from "@tfbench/contracts";
import { loadTokenCounter } from "./load-token-counter.ts";

/** Where requests of endpoints have their prompt, and what inside it is text. */
const PROMPTS = ["messages", "prompt", "input", "system", "instructions"] as const;
const TEXTS: readonly string[] = ["content", "text"];

/** About how many tokens the prompt of a body has, by the o200k vocabulary. Roles, tools and images are not counted. */
export async function countInputTokens(body: JsonValue): Promise<number> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return 0;
  const texts = PROMPTS.flatMap((field) => textsIn(body[field]));
  const countTokens = await loadTokenCounter();
  return texts.reduce((sum, text) => sum + countTokens(text), 0);
}

function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return TEXTS.flatMap((field) => textsIn(value[field]));
}
