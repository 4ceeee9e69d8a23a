import { AppError, type JsonValue } from "@tfbench/contracts";
import type { ChatMessage } from "@tfbench/engine";
import { listAt, recordAt } from "./json-fields.ts";

/** All that messages say, as one text. Throws where something is no text, such as an image. */
export const messagesText = (messages: readonly ChatMessage[]): string =>
  messages
    .map(({ content }) => contentText(content))
    .filter((text) => text !== "")
    .join("\n\n");

export function contentText(content: JsonValue | undefined): string {
  if (typeof content === "string") return content;
  return listAt(content).map(partText).join("\n\n");
}

function partText(part: JsonValue): string {
  const text = recordAt(part)?.["text"];
  if (typeof text === "string") return text;
  throw new AppError("invalid_input", "A prompt holds a part that is no text, and this API takes nothing else.", {
    hint: "Images go to chat completions, responses or Anthropic's messages.",
  });
}
