import { mulberry32 } from "@tfbench/stats";
import type { Random } from "@tfbench/stats";
import type { PromptSource } from "./prompt.ts";
import { ONE_TOKEN_WORDS } from "./words.ts";

export type SyntheticOptions = {
  seed: number;
  inputTokens: number;
  /** The first so many tokens are the same in every prompt, as a shared system prompt is. */
  sharedPrefixTokens: number;
  outputTokens: number | null;
  /** Every prompt the same: servers may then answer from a cache. */
  isRepeated: boolean;
};

/**
 * Prompts of about `inputTokens` tokens made of common words, reproducible from the seed. After the shared prefix each
 * begins with its own number, so that no server can take it for one it has seen.
 */
export function syntheticPrompts(options: SyntheticOptions): PromptSource {
  const { seed, inputTokens, sharedPrefixTokens, outputTokens, isRepeated } = options;
  const prefix = words(mulberry32(seed), Math.min(sharedPrefixTokens, inputTokens));
  return {
    distinct: isRepeated ? 1 : null,
    description: `synthetic, ${inputTokens} tokens${sharedPrefixTokens > 0 ? `, ${sharedPrefixTokens} shared` : ""}`,
    at: (index) => {
      const number = isRepeated ? 0 : index;
      const own = inputTokens - prefix.length;
      const marks = own <= 0 ? [] : markOf(number, seed).slice(0, own);
      const random = mulberry32((seed ^ Math.imul(number + 1, 0x9e3779b1)) | 0);
      const content = [...prefix, ...marks, ...words(random, Math.max(0, own - marks.length))].join(" ");
      return { messages: [{ role: "user", content }], max_tokens: outputTokens };
    },
  };
}

const words = (random: Random, count: number): string[] =>
  Array.from({ length: count }, () => ONE_TOKEN_WORDS[Math.floor(random() * ONE_TOKEN_WORDS.length)] ?? "time");

/** The number in base n of the word list, and the seed's: short, and different for every pair. */
function markOf(number: number, seed: number): string[] {
  const digits: string[] = [];
  for (let rest = number; digits.length < 3 || rest > 0; rest = Math.floor(rest / ONE_TOKEN_WORDS.length)) {
    digits.push(ONE_TOKEN_WORDS[(rest + Math.abs(seed)) % ONE_TOKEN_WORDS.length] ?? "time");
  }
  return digits;
}
