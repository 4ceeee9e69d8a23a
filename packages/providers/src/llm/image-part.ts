import type { JsonValue } from "@tfbench/contracts";
import { recordAt, textAt } from "./json-fields.ts";

/** The address of an image, often a data URL, in a part as chat completions write it; null in any other part. */
export function imageUrlOf(part: JsonValue): string | null {
  const fields = recordAt(part);
  if (fields?.["type"] !== "image_url") return null;
  return textAt(fields["image_url"]) ?? textAt(recordAt(fields["image_url"])?.["url"]);
}
