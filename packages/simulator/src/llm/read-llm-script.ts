import { invalidInput } from "../api-error.ts";
import type { InputIssue } from "../api-error.ts";
import { findScript, validateScript } from "../find-script.ts";
import { LlmScript, SAID_BY_OFFSETS } from "./llm-script.ts";

export interface LlmScriptSources {
  header: string | string[] | undefined;
  lastUserText: string;
  fallback: LlmScript;
}

/** Keys of the header win over those in the message, these over the server's default. Throws what is wrong as 400. */
export function readLlmScript({ header, lastUserText, fallback }: LlmScriptSources): LlmScript {
  const inMessage = findScript(lastUserText, LlmScript);
  const fromMessage = inMessage.found ? scriptOf(inMessage) : {};
  const fromHeader = header === undefined ? {} : scriptOf(validateScript(parseHeader(String(header)), LlmScript));
  return [fallback, fromMessage, fromHeader].reduce(overlaid);
}

/** Of ways to say the same only one can hold: the later one. */
function overlaid(below: LlmScript, above: LlmScript): LlmScript {
  if (above.chunk_offsets_ms !== undefined) return { ...without(below, SAID_BY_OFFSETS), ...above };
  if (SAID_BY_OFFSETS.some((key) => above[key] !== undefined)) {
    return overlaidRates(without(below, ["chunk_offsets_ms"]), above);
  }
  return { ...below, ...above };
}

function without(script: LlmScript, keys: readonly (keyof LlmScript)[]): LlmScript {
  const rest = { ...script };
  for (const key of keys) delete rest[key];
  return rest;
}

function overlaidRates(below: LlmScript, above: LlmScript): LlmScript {
  const { gap_ms: _gap, tokens_per_second: _rate, ...rest } = below;
  if (above.gap_ms !== undefined || above.tokens_per_second !== undefined) return { ...rest, ...above };
  return { ...below, ...above };
}

function scriptOf(found: { script: LlmScript } | { issues: InputIssue[] }): LlmScript {
  if ("script" in found) return found.script;
  const [first] = found.issues;
  throw invalidInput(`The script is invalid: ${first?.path.join(".")}: ${first?.message}`, found.issues);
}

function parseHeader(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const message = "The header x-simulate must be a JSON object.";
    throw invalidInput(message, [{ path: ["simulate"], message }]);
  }
}
