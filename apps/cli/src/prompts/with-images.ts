import type { JsonValue } from "@tfbench/contracts";
import type { ChatMessage } from "@tfbench/engine";
import type { PromptSource } from "@tfbench/engine";

/** Prompts with the same images behind the words of each one's last message of the user. */
export function withImages(prompts: PromptSource, parts: readonly JsonValue[]): PromptSource {
  if (parts.length === 0) return prompts;
  return {
    ...prompts,
    description: `${prompts.description}, with ${parts.length === 1 ? "an image" : `${parts.length} images`}`,
    at: (index) => {
      const prompt = prompts.at(index);
      const last = prompt.messages.findLastIndex(({ role }) => role === "user");
      return {
        ...prompt,
        messages: prompt.messages.map((message, place) => (place === last ? withParts(message, parts) : message)),
      };
    },
  };
}

function withParts(message: ChatMessage, parts: readonly JsonValue[]): ChatMessage {
  const { content } = message;
  const own: JsonValue[] = Array.isArray(content) ? content : [{ type: "text", text: content ?? "" }];
  return { ...message, content: [...own, ...parts] };
}
