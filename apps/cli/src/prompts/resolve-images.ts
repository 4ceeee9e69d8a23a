import { resolve } from "node:path";
import type { JsonValue } from "@tfbench/contracts";
import type { ChatMessage } from "@tfbench/engine";
import type { ReadImage } from "./read-image.ts";

const ADDRESS = /^(data:|https?:\/\/)/i;

export type ImagePlace = { folder: string; readImage: ReadImage };

/** Messages whose parts name images by path (`image: cat.png`) with the images themselves in their place. */
export const resolveImages = (messages: readonly ChatMessage[], place: ImagePlace): ChatMessage[] =>
  messages.map((message) => {
    const { content } = message;
    return Array.isArray(content) ? { ...message, content: content.map((part) => resolvePart(part, place)) } : message;
  });

function resolvePart(part: JsonValue, place: ImagePlace): JsonValue {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  const { image, ...rest } = part;
  return typeof image === "string" ? { ...rest, ...imagePart(image, place) } : part;
}

/** `image` is a path from the folder, or an address that the server reads itself. */
export const imagePart = (image: string, { folder, readImage }: ImagePlace): { [name: string]: JsonValue } => ({
  type: "image_url",
  image_url: { url: ADDRESS.test(image) ? image : readImage(resolve(folder, image)) },
});
