import { syntheticPrompts } from "../prompts/synthetic-prompts.ts";
import type { ChatScript } from "./chat-script.ts";
import { listedConversation } from "./listed-conversation.ts";

/** More than a load has conversations, so that no two turns of a load have one prompt. */
const MOST_CONVERSATIONS = 10_000_000;

/** What the user says in a later turn, which counts from 1; null where the conversation has no such turn. */
export function wordsOfTurn(script: ChatScript, conversation: number, turn: number): string | null {
  if (script.kind === "listed") return listedConversation(script, conversation).says[turn - 1] ?? null;
  if (turn >= script.turns) return null;
  // A shared beginning is that of the history; what is said later is all its own.
  const { messages } = syntheticPrompts({ ...script.prompts, sharedPrefixTokens: 0 }).at(
    conversation + turn * MOST_CONVERSATIONS,
  );
  return messages.map(({ content }) => content).join(" ");
}
