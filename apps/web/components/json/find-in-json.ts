import { childPointer } from "./prepare-json-rows.ts";

/** More than anyone steps through; the search says that there are more. */
const MOST_FOUND = 1_000;

export type Found = { pointers: string[]; hasMore: boolean };

/** Where a key or a value contains the text, in the order in which the tree shows them. */
export function findInJson(root: unknown, search: string): Found {
  const wanted = search.trim().toLowerCase();
  const pointers: string[] = [];
  if (wanted === "") return { pointers, hasMore: false };
  const contains = (text: string) => text.toLowerCase().includes(wanted);
  const waiting: { pointer: string; key: string; value: unknown }[] = [{ pointer: "", key: "", value: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer, key, value } = next;
    const isContainer = typeof value === "object" && value !== null;
    if (contains(key) || (!isContainer && contains(String(value)))) {
      if (pointers.length === MOST_FOUND) return { pointers, hasMore: true };
      pointers.push(pointer);
    }
    if (!isContainer) continue;
    // A place in a list is no key that anyone looks for.
    const isList = Array.isArray(value);
    const entries = Object.entries(value);
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const [name = "", child] = entries[index] ?? [];
      waiting.push({ pointer: childPointer(pointer, name), key: isList ? "" : name, value: child });
    }
  }
  return { pointers, hasMore: false };
}

/** The containers around a place: what must be open for it to be seen. */
export function containersOf(pointer: string): string[] {
  const containers: string[] = [];
  for (let at = pointer.indexOf("/"); at !== -1; at = pointer.indexOf("/", at + 1))
    containers.push(pointer.slice(0, at));
  return containers;
}
