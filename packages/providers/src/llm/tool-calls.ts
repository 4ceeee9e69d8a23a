import type { JsonValue } from "@tfbench/contracts";
import type { ChatMessage } from "@tfbench/engine";
import { listAt, recordAt, textAt } from "./json-fields.ts";

type ToolCall = { id: JsonValue; name: string; input: string };

/** The calls that a message of an assistant made, as chat completions write them. */
export const toolCallsOf = (message: ChatMessage): ToolCall[] =>
  listAt(message["tool_calls"]).map((call) => {
    const fields = recordAt(call);
    const called = recordAt(fields?.["function"]);
    return {
      id: fields?.["id"] ?? null,
      name: textAt(called?.["name"]) ?? "",
      input: textAt(called?.["arguments"]) ?? "{}",
    };
  });
