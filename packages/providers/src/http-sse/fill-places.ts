import { AppError, type JsonValue } from "@tfbench/contracts";
import { isRecord } from "../parse-json.ts";

/** Four braces stand for two that are meant as they are. */
const PLACE = /\{\{\{\{|\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;
const WHOLE = /^\{\{\s*([A-Za-z_]\w*)\s*\}\}$/;

export type PlaceValues = { readonly [name: string]: JsonValue | undefined };

/** A template with its places filled: a text that is nothing but a place becomes the value, in others it is written out. */
export function fillPlaces(template: JsonValue, values: PlaceValues): JsonValue {
  if (typeof template === "string") {
    const name = WHOLE.exec(template)?.[1];
    return name === undefined ? fillText(template, values) : valueOf(name, values);
  }
  if (Array.isArray(template)) return template.map((item) => fillPlaces(item, values));
  if (!isRecord(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillPlaces(value, values)]));
}

export const fillText = (
  text: string,
  values: PlaceValues,
  write: (text: string) => string = (written) => written,
): string =>
  text.replaceAll(PLACE, (_place, name: string | undefined) => {
    if (name === undefined) return "{{";
    const value = valueOf(name, values);
    return write(typeof value === "string" ? value : JSON.stringify(value));
  });

function valueOf(name: string, values: PlaceValues): JsonValue {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined) return value;
  const isKnown = Object.hasOwn(values, name);
  throw new AppError(
    "invalid_input",
    isKnown ? `Nothing says what goes into {{${name}}}.` : `The request has a place {{${name}}} that nothing fills.`,
    {
      hint: isKnown
        ? "prompt and messages come from the prompts, model and max_tokens from the request."
        : `The places are ${Object.keys(values)
            .map((known) => `{{${known}}}`)
            .join(", ")}; {{{{ stands for two braces.`,
    },
  );
}
