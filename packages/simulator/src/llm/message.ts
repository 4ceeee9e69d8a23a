import { z } from "zod";
import type { LlmRequest } from "./llm-request.ts";

const Part = z.looseObject({ text: z.string().optional() });

/** A message of any of the APIs: text, or parts of which some have text. */
export const Message = z.looseObject({
  role: z.string().optional(),
  content: z.union([z.string(), z.array(Part)]).nullish(),
});
export type Message = z.output<typeof Message>;

export function readMessages(
  messages: readonly Message[],
): Pick<LlmRequest, "promptText" | "lastUserText" | "messages"> {
  const texts = messages.map(messageText);
  const lastUser = messages.findLastIndex((message) => message.role === "user");
  return { promptText: texts.join("\n"), lastUserText: texts[lastUser] ?? "", messages: messages.length };
}

function messageText({ content }: Message): string {
  if (content === null || content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}
