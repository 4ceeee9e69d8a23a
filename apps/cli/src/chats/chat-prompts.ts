import type { PromptSource } from "@tfbench/engine";
import { syntheticPrompts } from "@tfbench/engine";
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
