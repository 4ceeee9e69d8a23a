import type { JsonValue } from "@tfbench/contracts";

/** A value that says something: the field names that lead to it, and whether one of them holds a list. */
export type Leaf = { path: readonly string[]; isInList: boolean; value: string | number | boolean };

type Place = Pick<Leaf, "path" | "isInList">;

/** Every text, number and boolean inside a value; null, empty arrays and empty objects hold none. */
export function filledLeaves(value: JsonValue, place: Place = { path: [], isInList: false }): Leaf[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => filledLeaves(item, { ...place, isInList: true }));
  if (typeof value !== "object") return [{ ...place, value }];
  return Object.entries(value).flatMap(([name, item]) => filledLeaves(item, { ...place, path: [...place.path, name] }));
}
