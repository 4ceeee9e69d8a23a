import type { JsonValue } from "@tfbench/contracts";
import type { Usage } from "@tfbench/engine";
import { countAt, recordAt } from "../llm/json-fields.ts";

/** Anthropic counts input beside what its cache read and wrote; other providers count it all as input, and so do we. */
export function readAnthropicUsage(value: JsonValue | undefined): Usage | null {
  const usage = recordAt(value);
  if (usage === null) return null;
  const fresh = countAt(usage["input_tokens"]);
  const cached = countAt(usage["cache_read_input_tokens"]);
  const written = countAt(usage["cache_creation_input_tokens"]);
  return {
    input_tokens: fresh === null ? null : fresh + (cached ?? 0) + (written ?? 0),
    output_tokens: countAt(usage["output_tokens"]),
    reasoning_tokens: countAt(recordAt(usage["output_tokens_details"])?.["thinking_tokens"]),
    cached_tokens: cached,
  };
}
