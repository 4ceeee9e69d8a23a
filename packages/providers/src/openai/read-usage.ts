import type { JsonValue } from "@tfbench/contracts";
import type { Usage } from "@tfbench/engine";
import { countAt, recordAt } from "../llm/json-fields.ts";

/** Token counts under the names of chat completions and of responses. Null when there are none. */
export function readUsage(value: JsonValue | undefined): Usage | null {
  const usage = recordAt(value);
  if (usage === null) return null;
  const inputDetails = recordAt(usage["prompt_tokens_details"]) ?? recordAt(usage["input_tokens_details"]);
  const outputDetails = recordAt(usage["completion_tokens_details"]) ?? recordAt(usage["output_tokens_details"]);
  return {
    input_tokens: countAt(usage["prompt_tokens"]) ?? countAt(usage["input_tokens"]),
    output_tokens: countAt(usage["completion_tokens"]) ?? countAt(usage["output_tokens"]),
    reasoning_tokens: countAt(outputDetails?.["reasoning_tokens"]) ?? countAt(usage["reasoning_tokens"]),
    cached_tokens: countAt(inputDetails?.["cached_tokens"]) ?? countAt(usage["prompt_cache_hit_tokens"]),
  };
}
