import type { JsonObject } from "@tfbench/contracts";

/** A message as chat completions have it, which is how people write one whoever it is for. */
export type ChatMessage = JsonObject & { role: string };

/** What one run says. `max_tokens` is null where its source said nothing of it. */
export type Prompt = { messages: readonly ChatMessage[]; max_tokens: number | null };

/** Prompts by run index: the same index gives the same prompt, whatever thread asks and in whatever order. */
export type PromptSource = {
  at(index: number): Prompt;
  /** How many there are before they repeat; null: every index has its own. */
  distinct: number | null;
  description: string;
};
