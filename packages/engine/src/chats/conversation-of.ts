import type { ChatConversation } from "@tfbench/contracts";
import type { Conversation } from "./chat-script.ts";

/**
 * What of a conversation is sent, in at most so many turns; null where no user says anything. What a user says is a turn;
 * what is answered there is left out, because the target answers itself.
 */
export function conversationOf({ messages, max_tokens }: ChatConversation, turns: number): Conversation | null {
  const at = messages.findIndex(({ role }) => role === "user");
  if (at < 0) return null;
  const says = messages
    .slice(at + 1)
    .filter(({ role, content }) => role === "user" && content !== "")
    .map(({ content }) => content);
  return {
    first: { messages: messages.slice(0, at + 1), max_tokens: max_tokens ?? null },
    says: says.slice(0, turns - 1),
  };
}
