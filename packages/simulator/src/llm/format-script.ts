import type { FormatScript } from "./llm-format.ts";
import type { LlmScript } from "./llm-script.ts";

/** What the events need to know of a script, with what it leaves open filled in. */
export function formatScriptOf(script: LlmScript): FormatScript {
  return {
    usage: script.usage ?? "asked",
    role: roleOf(script.role_first),
    roleContent: script.role_content ?? "empty",
    reasoningField: script.reasoning_field ?? "reasoning_content",
    finishIn: script.finish_in ?? "own_event",
    hasDone: script.done !== false,
  };
}

function roleOf(role: LlmScript["role_first"]): FormatScript["role"] {
  if (role === false || role === "never") return "never";
  return role === "in_first_token" ? "in_first_token" : "own_event";
}
