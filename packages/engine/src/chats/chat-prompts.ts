import type { PromptSource } from "../prompts/prompt.ts";
import { syntheticPrompts } from "../prompts/synthetic-prompts.ts";
import type { ChatScript } from "./chat-script.ts";
import { listedConversation } from "./listed-conversation.ts";

/** What is sent first in each conversation. */
export function chatPrompts(script: ChatScript): PromptSource {
  if (script.kind === "listed") {
    return {
      distinct: script.conversations.length,
      description: script.description,
      at: (conversation) => listedConversation(script, conversation).first,
    };
  }
  const prompts = syntheticPrompts(script.prompts);
  return { ...prompts, description: `${prompts.description} a turn` };
}
