import type { ChatScript, Conversation } from "./chat-script.ts";

type Listed = Extract<ChatScript, { kind: "listed" }>;

/** The conversation with a number; those of the list come again from the start. */
export function listedConversation({ conversations }: Listed, number: number): Conversation {
  const conversation = conversations[number % conversations.length];
  if (conversation === undefined) throw new Error(`There is no conversation ${number}.`);
  return conversation;
}
