import type { HttpSseMatcher, JsonValue } from "@tfbench/contracts";
import type { JsonPath, StreamEvent } from "@tfbench/engine";
import { parseFieldPath, valueAt } from "./field-path.ts";

export type CompiledMatcher = {
  /** `value` is the event's JSON, undefined where it is none. */
  matches(event: StreamEvent, value: JsonValue | undefined): boolean;
  path: JsonPath | null;
};

export function compileMatcher({ event: name, data, path: text, equals }: HttpSseMatcher): CompiledMatcher {
  const path = text === undefined ? null : parseFieldPath(text);
  const wanted = equals === undefined ? null : JSON.stringify(equals);
  const matchesPath = (value: JsonValue | undefined): boolean => {
    if (path === null) return true;
    const found = value === undefined ? undefined : valueAt(value, path);
    if (found === undefined) return false;
    return wanted === null ? found !== null : JSON.stringify(found) === wanted;
  };
  return {
    path,
    matches: (event, value) =>
      (name === undefined || event.name === name) &&
      (data === undefined || event.data.trim() === data) &&
      matchesPath(value),
  };
}
