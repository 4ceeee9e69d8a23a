import type { FieldProblem, JsonValue } from "@tfbench/contracts";
import { parseTemplate } from "./parse-template.ts";

export type Places = {
  /** Where each name is used: name -> dotted paths, in order of appearance. */
  uses: Map<string, string[]>;
  problems: FieldProblem[];
};

const MALFORMED = "has {{ that does not begin a place; a place is {{name}}, two literal braces are written {{{{";

/** Every `{{name}}` in every string below `value`; keys are not templates. */
export function readPlaces(value: JsonValue, path: string): Places {
  const places: Places = { uses: new Map(), problems: [] };
  collect(value, path, places);
  return places;
}

function collect(value: JsonValue, path: string, places: Places): void {
  if (typeof value === "string") return collectText(value, path, places);
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) collect(item, `${path}.${key}`, places);
}

function collectText(text: string, path: string, places: Places): void {
  if (!text.includes("{{")) return;
  const parts = parseTemplate(text);
  if (parts === null) {
    places.problems.push({ field: path, message: MALFORMED });
    return;
  }
  for (const part of parts) {
    if (!("place" in part)) continue;
    const paths = places.uses.get(part.place) ?? [];
    if (!paths.includes(path)) places.uses.set(part.place, [...paths, path]);
  }
}
