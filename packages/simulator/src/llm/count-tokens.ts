const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_MESSAGE = 4;

/** What a tokenizer would say of ordinary English, within a few percent. */
export function countPromptTokens(text: string, messages: number): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN) + messages * TOKENS_PER_MESSAGE;
}
