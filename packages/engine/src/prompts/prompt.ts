/** One turn to send. `input_tokens` and `output_tokens` are what the source asked for; null where it said nothing. */
export type Prompt = {
  messages: { role: "system" | "user" | "assistant"; content: string }[];
  max_tokens: number | null;
};

/** Prompts by run index: the same index gives the same prompt, whatever thread asks and in whatever order. */
export type PromptSource = {
  at(index: number): Prompt;
  /** How many there are before they repeat; null: every index has its own. */
  distinct: number | null;
  description: string;
};
