import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "@tfbench/contracts";

const DATA_URL = /^data:[^,]{0,100};base64,/;
const SHORT = 64;

/** JSON as it may be kept in every record: of an image there is its kind, its size and which one it was. */
export const withoutDataUrls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, shorten(value)]));

function shorten(value: JsonValue): JsonValue {
  if (typeof value === "string") return shortenText(value);
  if (Array.isArray(value)) return value.map(shorten);
  return typeof value === "object" && value !== null ? withoutDataUrls(value) : value;
}

function shortenText(text: string): string {
  const [head] = text.length <= SHORT ? [] : (DATA_URL.exec(text) ?? []);
  if (head === undefined) return text;
  const bytes = Buffer.from(text.slice(head.length), "base64");
  return `${head}(${bytes.length} bytes, sha256 ${createHash("sha256").update(bytes).digest("hex").slice(0, 16)})`;
}
